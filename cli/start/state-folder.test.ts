import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultStateFolder, openStateFolder, stateFolderAt } from '#server/process/state-folder.ts';
import { hubSocket, socketFolder, stateFolderPath } from './state-folder.mjs';

let folder: string;
const made: string[] = [];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'beckon-state-')));
  made.push(folder);
});
afterEach(() => {
  for (const each of made.splice(0)) rmSync(each, { recursive: true, force: true });
});

test.each([
  [{ BECKON_HOME: '/a/b' }],
  [{ BECKON_HOME: 'relative/b' }],
  [{ BECKON_HOME: '' }],
  [{ XDG_DATA_HOME: '/data' }],
  [{ XDG_DATA_HOME: 'relative' }],
  [{ BECKON_HOME: '/a', XDG_DATA_HOME: '/data' }],
  [{}],
])('the hub and npm start agree on the state folder for %j', (env) => {
  expect(stateFolderPath(env)).toBe(defaultStateFolder(env));
});

test.each([5, 60, 88, 89, 90, 91, 200])('and on the socket of a path of %i bytes', (length) => {
  const path = `/${'x'.repeat(length - 1)}`;
  expect(join(socketFolder(path), 'hub.sock')).toBe(stateFolderAt(path).hubSocket);
  const wide = `/${'é'.repeat(Math.floor(length / 2))}`;
  expect(join(socketFolder(wide), 'hub.sock')).toBe(stateFolderAt(wide).hubSocket);
});

test.each(['short', 'long'.repeat(30)])('and on the socket of a real folder, %s, also behind a link', (name) => {
  const path = join(folder, name);
  const opened = openStateFolder(path);
  if (!opened.ok) throw new Error(opened.error.message);
  made.push(socketFolder(opened.value.path));
  expect(hubSocket(path)).toBe(opened.value.hubSocket);
  symlinkSync(path, join(folder, 'link'));
  expect(hubSocket(join(folder, 'link'))).toBe(opened.value.hubSocket);
});

test('no socket is asked in a folder that is missing, or that others may write to', () => {
  expect(hubSocket(join(folder, 'missing'))).toBeNull();
  mkdirSync(join(folder, 'loose'));
  chmodSync(join(folder, 'loose'), 0o770);
  expect(hubSocket(join(folder, 'loose'))).toBeNull();
  chmodSync(join(folder, 'loose'), 0o700);
  expect(hubSocket(join(folder, 'loose'))).toBe(join(folder, 'loose', 'hub.sock'));
});
