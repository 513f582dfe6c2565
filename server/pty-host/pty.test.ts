import { expect, it } from 'vitest';
import { nodePtySpawner } from './pty.ts';

/** What a program started in a real terminal prints until it ends. */
async function printed(file: string, args: string[], env: Record<string, string>): Promise<string> {
  const pty = nodePtySpawner(0o022)({ file, args, cwd: '/', env, cols: 200, rows: 24 });
  let text = '';
  pty.onData((bytes) => {
    text += Buffer.from(bytes).toString();
  });
  await new Promise<void>((done) => pty.onExit(() => done()));
  return text;
}

it("a program has the person's environment: prompts, and variables of any name", async () => {
  const env = {
    PATH: process.env.PATH ?? '',
    PS1: '\\w \'"$ ',
    PS2: '> ',
    PS4: '++ ',
    path: 'small',
    fd: '7',
    name: 'theirs',
    IFS: 'x',
    EMPTY: '',
    BECKON_SESSION_ID: 'abcdefghijkl',
  };
  const seen = Object.fromEntries((await printed('/usr/bin/env', [], env)).split('\r\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  expect(seen).toMatchObject(env);
  // Of a shell's own: where it is, how deep, and on what.
  expect(
    Object.keys(seen)
      .filter((name) => name !== '' && !Object.hasOwn(env, name))
      .sort(),
  ).toEqual(['PWD', 'SHLVL', 'TERM']);
});
