import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled, npmCommand } from './install.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beckon-install-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const a = { version: '1.0.0', integrity: 'sha512-a' };

function lock(file: string, packages: object): void {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

function installed(wanted: object, present: object, folders = ['node_modules/a']): boolean {
  for (const folder of ['node_modules', ...folders]) mkdirSync(join(root, folder), { recursive: true });
  lock('package-lock.json', { '': { name: 'beckon' }, ...wanted });
  lock('node_modules/.package-lock.json', present);
  return isInstalled(root);
}

test('installed is what the lock file asks for', () => {
  expect(installed({ 'node_modules/a': a }, { 'node_modules/a': a })).toBe(true);
});

test('another version or another content is not', () => {
  expect(installed({ 'node_modules/a': a }, { 'node_modules/a': { ...a, version: '1.0.1' } })).toBe(false);
  expect(installed({ 'node_modules/a': a }, { 'node_modules/a': { ...a, integrity: 'sha512-b' } })).toBe(false);
});

test('a missing package is not, unless it is optional', () => {
  expect(installed({ 'node_modules/a': a, 'node_modules/b': a }, { 'node_modules/a': a })).toBe(false);
  expect(installed({ 'node_modules/a': a, 'node_modules/b': { ...a, optional: true } }, { 'node_modules/a': a })).toBe(true);
});

test('a removed folder, an interrupted install and a fresh clone are not', () => {
  expect(installed({ 'node_modules/a': a }, { 'node_modules/a': a }, [])).toBe(false);
  rmSync(join(root, 'node_modules', '.package-lock.json'));
  expect(isInstalled(root)).toBe(false);
  rmSync(join(root, 'node_modules'), { recursive: true });
  expect(isInstalled(root)).toBe(false);
});

test('npm is the one that called us, else the one in PATH', () => {
  const script = join(root, 'npm-cli.js');
  expect(npmCommand({ npm_execpath: script })).toEqual({ file: 'npm', args: [] });
  writeFileSync(script, '');
  expect(npmCommand({ npm_execpath: script })).toEqual({ file: process.execPath, args: [script] });
  expect(npmCommand({ npm_execpath: '/usr/bin/pnpm.cjs' })).toEqual({ file: 'npm', args: [] });
});
