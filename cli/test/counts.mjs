import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What a terminal takes as a colour; no part of a reason. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const REASON_LINES = 8;
const REASON_MAX = 500;

/**
 * @typedef {{ passed: number, failed: number, notes: string[] }} Counts notes: each failure by name, with its reason where there is one.
 *   They come last: of a long output often only the end is kept.
 */

/** @param {Counts[]} all */
export function sum(all) {
  return {
    passed: all.reduce((total, each) => total + each.passed, 0),
    failed: all.reduce((total, each) => total + each.failed, 0),
    notes: all.flatMap((each) => each.notes),
  };
}

/** @param {string} note */
export function oneFailure(note) {
  return { passed: 0, failed: 1, notes: [note] };
}

/**
 * Counts of vitest's JSON report. A file that could not be loaded and a skipped test count as failed: neither was tested.
 * @param {string} file
 * @param {number} exitCode of vitest
 * @returns {Counts}
 */
export function vitestCounts(file, exitCode) {
  const report = readReport(file);
  if (report === null) return oneFailure(`vitest ended with code ${exitCode} and left no report.`);
  const unloaded = report.testResults.filter((/** @type {any} */ each) => each.status === 'failed' && each.assertionResults.length === 0);
  const skipped = report.testResults.flatMap((/** @type {any} */ each) =>
    each.assertionResults.filter((/** @type {any} */ test) => !['passed', 'failed'].includes(test.status)),
  );
  const failed = report.testResults.flatMap((/** @type {any} */ each) =>
    each.assertionResults
      .filter((/** @type {any} */ test) => test.status === 'failed')
      .map((/** @type {any} */ test) => failedLine(`${relative('', each.name)}: ${test.fullName}`, test.failureMessages?.[0])),
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length + skipped.length,
    notes: [
      ...failed,
      ...unloaded.map((/** @type {any} */ each) => `not run: ${each.name}`),
      ...skipped.map((/** @type {any} */ test) => `skipped: ${test.fullName}`),
    ],
  };
  return withExitCode(counts, exitCode, 'vitest');
}

/**
 * Counts of Playwright's JSON report, by the same rules.
 * @param {string} file
 * @param {number} exitCode of Playwright
 * @returns {Counts}
 */
export function playwrightCounts(file, exitCode) {
  const report = readReport(file);
  if (report === null) return oneFailure(`Playwright ended with code ${exitCode} and left no report.`);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failures = report.suites.flatMap(failedSpecs);
  const skips = skipped > 0 ? [`skipped: ${skipped} browser tests`] : [];
  const errors = report.errors.map((/** @type {any} */ error) => `Playwright: ${String(error.message).split('\n')[0]}`);
  const counts = { passed: expected, failed: unexpected + flaky + skipped + errors.length, notes: [...failures, ...skips, ...errors] };
  return withExitCode(counts, exitCode, 'Playwright');
}

/**
 * @param {any} suite of Playwright's report, with suites and specs in it
 * @returns {string[]}
 */
function failedSpecs(suite) {
  const own = (suite.specs ?? [])
    .filter((/** @type {any} */ spec) => !spec.ok || spec.tests.some((/** @type {any} */ test) => test.status === 'flaky'))
    .map((/** @type {any} */ spec) => {
      const results = spec.tests.flatMap((/** @type {any} */ test) => test.results);
      const message = results.find((/** @type {any} */ each) => each.error !== undefined)?.error.message;
      return failedLine(`${spec.file}: ${spec.title}`, message);
    });
  return [...own, ...(suite.suites ?? []).flatMap(failedSpecs)];
}

/**
 * @param {string} name
 * @param {string | undefined} message of the error; its first lines are kept, on one line
 */
function failedLine(name, message) {
  const reason = (message ?? '').replaceAll(COLOUR, '').split('\n').slice(0, REASON_LINES).join(' ').replaceAll(/\s+/g, ' ').trim();
  return `failed: ${name}${reason === '' ? '' : `: ${reason.slice(0, REASON_MAX)}`}`;
}

/**
 * A runner that fails without a failed test has failed all the same.
 * @param {Counts} counts
 * @param {number} exitCode
 * @param {string} runner
 */
function withExitCode(counts, exitCode, runner) {
  if (exitCode === 0 || counts.failed > 0) return counts;
  return sum([counts, oneFailure(`${runner} ended with code ${exitCode} although no test failed.`)]);
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // the runner crashed before it wrote it
  }
}
