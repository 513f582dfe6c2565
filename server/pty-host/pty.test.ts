import { describe, expect, it } from 'vitest';
import { nodePtySpawner, type Pty } from './pty.ts';

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

describe('the last output', () => {
  const MUCH = 60_000;

  /** How many bytes come of a program that prints much and ends at once. `on` hears of each piece. */
  async function lengthOf(script: string, on: (pty: Pty, soFar: number) => void): Promise<number> {
    const env = { PATH: process.env.PATH ?? '' };
    const pty = nodePtySpawner(0o022)({ file: '/bin/sh', args: ['-c', script], cwd: '/', env, cols: 200, rows: 24 });
    let length = 0;
    pty.onData((bytes) => {
      length += bytes.length;
      on(pty, length);
    });
    await new Promise<void>((done) => pty.onExit(() => done()));
    return length;
  }

  const tenTimes = (script: string, on: (pty: Pty, soFar: number) => void) =>
    Promise.all(Array.from({ length: 10 }, () => lengthOf(script, on)));
  const always = Array.from({ length: 10 }, () => MUCH);

  it('comes whole when the program ends at once', async () => {
    expect(await tenTimes(`exec head -c ${MUCH} /dev/zero`, () => undefined)).toEqual(always);
  });

  it('comes whole when the program was paused', async () => {
    // Nobody reads on: what is left comes when the end of the program is known.
    expect(await tenTimes('head -c 15000 /dev/zero', (pty, soFar) => soFar < 4096 && pty.pause())).toEqual(always.map(() => 15_000));
  });

  it('comes whole on a machine that is busy, with the terminal held open by what the program left running', async () => {
    let group = 0;
    const busy = (pty: Pty, soFar: number) => {
      group = pty.pid;
      if (soFar < 4096) pty.pause();
      // Something else keeps the thread, so that timers are due before it reads on.
      setImmediate(() => {
        const until = performance.now() + 120;
        while (performance.now() < until);
      });
    };
    try {
      expect(await lengthOf('(trap "" HUP; exec sleep 1003) & head -c 15000 /dev/zero', busy)).toBe(15_000);
    } finally {
      process.kill(-group, 'SIGKILL');
    }
  });
});

it('a program that does not read its input holds up nobody, and gets all of it in order when it reads', async () => {
  const script = 'stty raw -echo; echo ready; trap "exec cat" USR1; while :; do sleep 0.05; done';
  const pty = nodePtySpawner(0o022)({
    file: '/bin/sh',
    args: ['-c', script],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '' },
    cols: 80,
    rows: 24,
  });
  let text = '';
  let heard: () => void = () => undefined;
  pty.onData((bytes) => {
    text += Buffer.from(bytes).toString();
    heard();
  });
  const until = async (met: () => boolean) => {
    while (!met()) await new Promise<void>((done) => (heard = done));
  };
  try {
    await until(() => text.includes('ready'));
    text = '';
    const lines = Array.from({ length: 20_000 }, (_, at) => `${at}\n`).join('');
    pty.write(new TextEncoder().encode(lines));
    await new Promise((done) => setImmediate(done)); // the thread is free
    expect(pty.unread).toBeGreaterThan(50_000);
    process.kill(pty.pid, 'SIGUSR1');
    await until(() => text.endsWith('19999\n'));
    expect(text.replaceAll('\r', '').trimStart()).toBe(lines);
    expect(pty.unread).toBe(0);
  } finally {
    process.kill(pty.pid, 'SIGKILL');
    await new Promise<void>((done) => pty.onExit(() => done()));
  }
});

it('a program that closes its terminal and lives on: what is meant for it reaches no other, though that has the number of its descriptor', async () => {
  const start = (script: string) =>
    nodePtySpawner(0o022)({ file: '/bin/sh', args: ['-c', script], cwd: '/', env: { PATH: process.env.PATH ?? '' }, cols: 80, rows: 24 });
  const gone = start('trap "" HUP; exec < /dev/null > /dev/null 2>&1; while :; do sleep 1; done');
  try {
    for (let turns = 0; turns < 200; turns += 1) {
      gone.resize(50, 10);
      await new Promise((done) => setImmediate(done)); // in one of them it is known that the terminal is closed
    }
    const other = start('stty -echo; echo ready; read -r line; stty size; echo "[$line]"');
    let text = '';
    const ended = new Promise<void>((done) => other.onExit(() => done()));
    await new Promise<void>((ready) =>
      other.onData((bytes) => {
        text += Buffer.from(bytes).toString();
        if (text.includes('ready')) ready();
      }),
    );
    gone.resize(50, 10);
    gone.write(new TextEncoder().encode('wrong'));
    other.write(new TextEncoder().encode('right\n'));
    await ended;
    expect(text.replaceAll('\r', '')).toBe('ready\n24 80\n[right]\n');
  } finally {
    process.kill(gone.pid, 'SIGKILL');
    await new Promise<void>((done) => gone.onExit(() => done()));
  }
});
