import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserOpener, openBrowser } from './browser.mjs';
import { personsEnvironment } from './environment.mjs';
import { startHub } from './hub-process.mjs';
import { lastWords } from './last-words.mjs';
import { HELP, readOptions } from './options.mjs';
import { prepare } from './prepare.mjs';
import { askForLink } from './running-hub.mjs';
import { hubSocket, stateFolderPath } from './state-folder.mjs';

/** How long the loser of two starts waits for the winner to be up. */
const WINNER_MS = 15_000;

/**
 * `npm start`: shows the running hub, or prepares and starts one and stays with it. Sets the exit code.
 * @param {string[]} args
 */
export async function run(args) {
  const read = readOptions(args);
  if (!read.ok) {
    console.error(read.message);
    process.exitCode = 2;
    return;
  }
  if (read.options.help) {
    console.log(HELP);
    return;
  }
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const env = personsEnvironment(process.env, { parent: process.ppid });
  process.exitCode = await start({ root, env, options: read.options });
}

/**
 * @param {{ root: string, env: Record<string, string>, options: import('./options.mjs').Options }} start
 * @returns {Promise<number>} the exit code
 */
async function start({ root, env, options }) {
  const folder = stateFolderPath(env);
  const show = shower({ env, folder, isOpening: options.open });
  // first of all: what a running hub is made of must not be rebuilt under it
  const link = await linkOfRunning(folder);
  if (link !== null) return showRunning(link, { show, port: options.port });
  if (!(await prepare({ root, env, npmEnv: process.env }))) return 1;

  const hub = startHub({
    script: join(root, 'dist', 'hub.js'),
    cwd: root,
    env: options.port === undefined ? env : { ...env, BECKON_PORT: options.port },
  });
  process.on('SIGINT', () => hub.signal('SIGINT'));
  process.on('SIGTERM', () => hub.signal('SIGTERM'));
  process.on('SIGHUP', () => hub.signal('SIGTERM')); // the terminal was closed

  const news = await hub.news;
  if (news.kind === 'failed') {
    const code = await hub.ended;
    const winner = news.code === 'state_folder_in_use' ? await linkOfWinner(folder) : null;
    if (winner !== null) return showRunning(winner, { show, port: options.port });
    console.error(news.message);
    return code === 0 ? 1 : code;
  }
  const close = show('Beckon is running. This link opens it, once:', news.url);
  console.log('Ctrl-C stops the server; sessions run on and are here again at the next start.');
  const code = await hub.ended;
  close();
  const words = lastWords({ code, isAsked: hub.isAsked(), hasSpoken: hub.hasSpoken() });
  if (words !== null) console.error(words);
  return code;
}

/**
 * @param {string} link
 * @param {{ show: (title: string, link: string) => () => void, port: string | undefined }} how
 */
function showRunning(link, { show, port }) {
  show('Beckon was running already. This link opens it, once:', link);
  if (port !== undefined && port !== '0' && new URL(link).port !== port) console.log('It keeps its port. To change it, stop it first.');
  return 0;
}

/**
 * @param {{ env: Record<string, string>, folder: string, isOpening: boolean }} how
 * @returns {(title: string, link: string) => () => void}
 */
function shower({ env, folder, isOpening }) {
  return (title, link) => {
    console.log(`${title}\n\n  ${link}\n`);
    const opener = isOpening ? browserOpener(env, { platform: process.platform }) : null;
    return opener === null ? () => undefined : openBrowser({ opener, link, folder, env });
  };
}

/** @param {string} folder */
async function linkOfRunning(folder) {
  const socket = hubSocket(folder);
  return socket === null ? null : askForLink(socket);
}

/**
 * Another start was quicker: its hub has the state folder, but may not answer yet.
 * @param {string} folder
 */
async function linkOfWinner(folder) {
  const until = performance.now() + WINNER_MS;
  for (;;) {
    const link = await linkOfRunning(folder);
    if (link !== null || performance.now() > until) return link;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
