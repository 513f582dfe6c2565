import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playwrightCounts, sum, vitestCounts } from './counts.mjs';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-counts-'));
  file = join(folder, 'report.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('vitest', () => {
  const ok = { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'a' }] };

  test('passed and failed', () => {
    expect(vitestCounts(report({ numPassedTests: 3, numFailedTests: 0, testResults: [ok] }), 0)).toEqual({
      passed: 3,
      failed: 0,
      notes: [],
    });
    expect(vitestCounts(report({ numPassedTests: 3, numFailedTests: 2, testResults: [ok] }), 1)).toMatchObject({ passed: 3, failed: 2 });
  });

  test('a file that did not load and a skipped test are failures with a name', () => {
    const unloaded = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
    const skipping = { name: 'c.test.ts', status: 'passed', assertionResults: [{ status: 'skipped', fullName: 'c' }] };
    expect(vitestCounts(report({ numPassedTests: 1, numFailedTests: 0, testResults: [ok, unloaded, skipping] }), 1)).toEqual({
      passed: 1,
      failed: 2,
      notes: ['not run: b.test.ts', 'skipped: c'],
    });
  });

  test('what failed is named, with the first lines of its reason and without colours', () => {
    const failing = {
      name: 'd.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'failed', fullName: 'd holds', failureMessages: ['Error: \u001b[31mexpected 1\u001b[39m\n    at d.test.ts:1'] },
      ],
    };
    expect(vitestCounts(report({ numPassedTests: 1, numFailedTests: 1, testResults: [ok, failing] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      notes: ['failed: d.test.ts: d holds: Error: expected 1 at d.test.ts:1'],
    });
  });

  test('a crash is a failure, with and without a report', () => {
    expect(vitestCounts(join(folder, 'none.json'), 139)).toMatchObject({ passed: 0, failed: 1 });
    writeFileSync(file, '{"numPassed');
    expect(vitestCounts(file, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(vitestCounts(report({ numPassedTests: 3, numFailedTests: 0, testResults: [ok] }), 1)).toMatchObject({ passed: 3, failed: 1 });
  });
});

test('Playwright: flaky, skipped and errors outside of tests are failures', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  const spec = (title: string, ok: boolean, status: string, error?: { message: string }) => ({
    title,
    ok,
    file: 'x.spec.ts',
    tests: [{ status, results: [{ error }] }],
  });
  const suites = [
    {
      specs: [spec('good', true, 'expected'), spec('bad', false, 'unexpected', { message: 'not seen' })],
      suites: [{ specs: [spec('shaky', true, 'flaky')] }],
    },
  ];
  const counts = playwrightCounts(report({ stats, suites, errors: [{ message: 'No tests found\nat x' }] }), 1);
  expect(counts).toEqual({
    passed: 4,
    failed: 5,
    notes: ['failed: x.spec.ts: bad: not seen', 'failed: x.spec.ts: shaky', 'skipped: 2 browser tests', 'Playwright: No tests found'],
  });
  expect(playwrightCounts(report({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, suites: [], errors: [] }), 0)).toEqual({
    passed: 4,
    failed: 0,
    notes: [],
  });
});

test('sums', () => {
  const all = [
    { passed: 2, failed: 1, notes: ['a'] },
    { passed: 3, failed: 0, notes: [] },
  ];
  expect(sum(all)).toEqual({ passed: 5, failed: 1, notes: ['a'] });
  expect(sum([])).toEqual({ passed: 0, failed: 0, notes: [] });
});
