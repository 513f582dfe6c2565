import { request } from 'node:http';

/** A hub answers this in a few milliseconds; one that is swapped out or stopped in a debugger does not at all. */
const ANSWER_MS = 2000;

/**
 * Asks a running hub for a fresh link.
 * @param {string} socketPath
 * @returns {Promise<string | null>} null when no hub answers there
 */
export function askForLink(socketPath) {
  return new Promise((resolve) => {
    const none = () => resolve(null);
    const asked = request(
      { socketPath, method: 'POST', path: '/api/links', headers: { host: 'localhost', 'content-length': 0 } },
      (response) => {
        /** @type {Buffer[]} */
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', none);
        response.on('end', () => resolve(response.statusCode === 200 || response.statusCode === 201 ? linkIn(Buffer.concat(parts)) : null));
      },
    );
    asked.setTimeout(ANSWER_MS, () => asked.destroy(new Error('no answer')));
    asked.on('error', none);
    asked.end();
  });
}

/** @param {Buffer} body */
function linkIn(body) {
  try {
    const answer = JSON.parse(body.toString('utf8'));
    return typeof answer.url === 'string' && /^https?:\/\/\S+$/.test(answer.url) ? answer.url : null;
  } catch {
    return null; // not our hub's words
  }
}
