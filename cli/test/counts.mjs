import { readFileSync } from 'node:fs';

/**
 * @typedef {{ passed: number, failed: number, notes: string[] }} Counts notes: a line for each failure that a runner may not have named
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
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length + skipped.length,
    notes: [
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
  const skips = skipped > 0 ? [`skipped: ${skipped} browser tests`] : [];
  const errors = report.errors.map((/** @type {any} */ error) => `Playwright: ${String(error.message).split('\n')[0]}`);
  const counts = { passed: expected, failed: unexpected + flaky + skipped + errors.length, notes: [...skips, ...errors] };
  return withExitCode(counts, exitCode, 'Playwright');
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
