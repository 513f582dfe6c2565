import { appendFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgramVersions, versionIn } from './program-version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-version-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(body: string): string {
  const path = join(folder, 'agent');
  writeFileSync(path, `#!/bin/sh\necho run >> ${join(folder, 'runs')}\n${body}\n`, { mode: 0o755 });
  return path;
}
const runs = () => readFileSync(join(folder, 'runs'), 'utf8').split('\n').length - 1;
const versions = () => createProgramVersions(() => ({ PATH: process.env.PATH ?? '' }));

describe('the version of a program', () => {
  it('is asked once, and again when the file is another', async () => {
    const path = program('[ "$1" = --version ] && echo "2.1.197 (Agent)"');
    const known = versions();
    expect(await Promise.all([known.of(path), known.of(path)])).toEqual(['2.1.197', '2.1.197']);
    expect(await known.of(path)).toBe('2.1.197');
    expect(runs()).toBe(1);
    appendFileSync(path, '# newer\n');
    utimesSync(path, 1, 1);
    expect(await known.of(path)).toBe('2.1.197');
    expect(runs()).toBe(2);
  });

  it.each([
    ['says none', 'echo hello'],
    ['fails', 'exit 3'],
    ['reads its input', 'read -r line || exit 1; echo 1.2.3'],
    ['writes without end', 'yes'],
  ])('is null of one that %s', async (_what, body) => {
    expect(await versions().of(program(body))).toBeNull();
  });

  it('is null of one that is not there, or no program', async () => {
    expect(await versions().of(join(folder, 'none'))).toBeNull();
    writeFileSync(join(folder, 'text'), 'x');
    expect(await versions().of(join(folder, 'text'))).toBeNull();
  });
});

it.each([
  ['codex-cli 0.169.0', '0.169.0'],
  ['v1.18.33\n', '1.18.33'],
  ['GNU bash, version 5.2.15(1)-release', '5.2.15'],
  ['1.0.0-beta.2+abc', '1.0.0-beta.2+abc'],
  ['no number, just 7', null],
])('in %j it is %j', (text, version) => expect(versionIn(text)).toBe(version));
