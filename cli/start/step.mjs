import { spawn } from 'node:child_process';

/** Lines of a failed step's output that are shown: npm says the reason first, compilers last. */
const HEAD_LINES = 12;
const TAIL_LINES = 30;
/** Characters kept of a step's output; more is cut out of its middle. */
const OUTPUT_MAX = 200_000;

/**
 * Runs a program quietly: a line when it begins, one with its time when it has succeeded, begin and end of its output when it fails.
 * @param {{ name: string, file: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, say?: (line: string) => void }} step
 * @returns {Promise<boolean>} whether it ended with 0
 */
export async function runStep({ name, file, args, cwd, env, say = console.log }) {
  say(`${name}…`);
  const began = performance.now();
  const { ok, output } = await capture(file, args, { cwd, env });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (ok) {
    say(`${name} (${seconds} s)`);
    return true;
  }
  say(
    `${name}: failed after ${seconds} s. It said:\n${headAndTail(output)
      .map((line) => `  ${line}`)
      .join('\n')}`,
  );
  return false;
}

/** @param {string} output */
function headAndTail(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= HEAD_LINES + TAIL_LINES) return lines;
  const left = lines.length - HEAD_LINES - TAIL_LINES;
  return [...lines.slice(0, HEAD_LINES), `... ${left} lines ...`, ...lines.slice(-TAIL_LINES)];
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function capture(file, args, options) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString('utf8');
      if (output.length > OUTPUT_MAX) output = output.slice(0, OUTPUT_MAX / 2) + output.slice(-OUTPUT_MAX / 4);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: `${output}${file}: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
