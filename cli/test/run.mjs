import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { personsEnvironment } from '../start/environment.mjs';
import { prepare } from '../start/prepare.mjs';
import { runStep } from '../start/step.mjs';
import { ensureBrowser } from './browser.mjs';
import { cleanEnvironment } from './clean-environment.mjs';
import { oneFailure, playwrightCounts, sum, vitestCounts } from './counts.mjs';
import { leftProcesses } from './left-processes.mjs';
import { makeRunFolder } from './run-folder.mjs';

/** What each kind of run tests: the sources or not, and arguments for vitest and Playwright, null to leave that runner out. */
export const KINDS = {
  all: { sources: true, vitest: [], playwright: [] },
  unit: { sources: false, vitest: [], playwright: null },
  e2e: { sources: false, vitest: null, playwright: [] },
  security: { sources: false, vitest: ['server/gate'], playwright: ['e2e/security'] },
};

/** What is looked at in the sources themselves: a name, and arguments of node. */
const SOURCE_CHECKS = [
  { name: 'format and lint', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', args: ['cli/types.mjs'] },
  { name: 'dead code', args: ['node_modules/knip/bin/knip.js'] },
];

/** @typedef {{ root: string, env: Record<string, string>, reports: string }} Run */

/**
 * Prepares the checkout, runs the tests of a kind and looks for what they left behind.
 * @param {{ root: string, kind: keyof typeof KINDS }} options
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runTests({ root, kind }) {
  const person = personsEnvironment(process.env, { parent: process.ppid });
  if (!(await prepare({ root, env: person, npmEnv: process.env }))) return oneFailure('Not tested: install or build failed.');

  const id = randomUUID();
  const own = makeRunFolder();
  const run = { root, env: cleanEnvironment(person, { folder: own.folder, run: id }), reports: join(own.folder, 'reports') };
  try {
    const { sources, vitest, playwright } = KINDS[kind];
    const counts = [];
    if (sources) counts.push(await checkSources(run));
    if (vitest !== null) counts.push(await runVitest(run, vitest));
    if (playwright !== null) counts.push(await runPlaywright(run, playwright, person));
    counts.push(await endLeftProcesses(id));
    counts.push(...own.leftovers().map((name) => oneFailure(`left behind in the temporary folder: ${name}`)));
    return sum(counts);
  } finally {
    own.remove();
  }
}

/** @param {Run} run */
async function checkSources({ root, env }) {
  const counts = [];
  for (const { name, args } of SOURCE_CHECKS) {
    const code = await runLoud(args, { cwd: root, env });
    counts.push(code === 0 ? { passed: 1, failed: 0, notes: [] } : oneFailure(`failed: ${name}: its own lines are further up`));
  }
  return sum(counts);
}

/**
 * @param {Run} run
 * @param {string[]} args
 */
async function runVitest({ root, env, reports }, args) {
  const report = join(reports, 'vitest.json');
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await runLoud([script, 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    cwd: root,
    env,
  });
  return vitestCounts(report, code);
}

/**
 * @param {Run} run
 * @param {string[]} args
 * @param {Record<string, string>} person the browser is installed for the person, not for this run
 */
async function runPlaywright({ root, env, reports }, args, person) {
  const install = (/** @type {string} */ name, /** @type {string} */ file, /** @type {string[]} */ rest) =>
    runStep({ name, file, args: rest, cwd: root, env: { ...person, DEBIAN_FRONTEND: 'noninteractive' } });
  const browser = await ensureBrowser({ root, env: person, run: install });
  if (browser === null) {
    return oneFailure('No browser to test in: install Chromium or Chrome, or name one with BECKON_TEST_BROWSER.');
  }
  const report = join(reports, 'playwright.json');
  const script = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const code = await runLoud([script, 'test', ...args, '--reporter=list,json'], {
    cwd: root,
    env: { ...env, BECKON_TEST_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return playwrightCounts(report, code);
}

/**
 * Names and ends what the tests left running.
 * @param {string} id of the run
 */
async function endLeftProcesses(id) {
  const left = await leftProcesses(id);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it ended by itself meanwhile
    }
  }
  return sum(left.map(({ pid, command }) => oneFailure(`left running: ${pid} ${command}`)));
}

/**
 * @param {string[]} args of node
 * @param {{ cwd: string, env: Record<string, string> }} options
 * @returns {Promise<number>} exit code
 */
function runLoud(args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
