import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { isSameProcessAlive, processStartTime } from '#server/process/identity.ts';
import { EndingRun } from './ending.ts';
import { markedProcesses, signalProcess, terminalSession } from './processes.ts';
import { nodePtySpawner, type Pty } from './pty.ts';

/** Real programs in real terminals. */

const ptys: Pty[] = [];
const children: ChildProcess[] = [];
const ended: Promise<unknown>[] = [];

function start(
  script: string,
  more: { env?: Record<string, string>; umask?: number } = {},
): { pty: Pty; printed: (text: string) => Promise<string>; exit: Promise<{ code: number | null; signal: string | null }> } {
  const pty = nodePtySpawner(more.umask ?? 0o022)({
    file: '/bin/bash',
    args: ['--norc', '-c', script],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', ...more.env },
    cols: 80,
    rows: 24,
  });
  ptys.push(pty);
  let text = '';
  let wake: () => void = () => undefined;
  pty.onData((bytes) => {
    text += Buffer.from(bytes).toString();
    wake();
  });
  const exit = new Promise<{ code: number | null; signal: string | null }>((done) => pty.onExit(done));
  ended.push(exit);
  const printed = async (wanted: string) => {
    while (!text.includes(wanted)) await new Promise<void>((done) => (wake = done));
    return text;
  };
  return { pty, printed, exit };
}

afterEach(async () => {
  for (const pty of ptys.splice(0)) for (const pid of await terminalSession(pty.pid)) signalProcess(pid, 'SIGKILL');
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(ended.splice(0));
});

describe('a program in a terminal', () => {
  it.each([
    ['exit 7', { code: 7, signal: null }],
    ['kill -KILL $$', { code: null, signal: 'SIGKILL' }],
    ['kill -SEGV $$', { code: null, signal: 'SIGSEGV' }],
  ])('%s', async (script, expected) => {
    expect(await start(script).exit).toEqual(expected);
  });

  it('gets the umask of the person, not ours', async () => {
    const { printed } = start('umask; read', { umask: 0o027 });
    expect(await printed('0027')).toContain('0027');
    expect(process.umask()).not.toBe(0o027);
  });

  it('has no descriptor of another terminal', async () => {
    await start('echo FIRST; read').printed('FIRST');
    const { printed } = start('echo "MASTERS:$(readlink /proc/$$/fd/* | grep -c ptmx):END"; read');
    expect(await printed(':END')).toContain('MASTERS:0:END');
  });

  it('gets its arguments and its environment as they are', async () => {
    const env = { BASH_ENV: '/nonexistent', SHLVL: '4', ODD: 'a b\n"c" $d *' };
    const { printed } = start('printf "%s|" "$ODD" "$SHLVL" "$0"; echo :END', { env });
    expect((await printed(':END')).replaceAll('\r', '')).toContain('a b\n"c" $d *|5|/bin/bash|:END'); // 5: its own bash is one level more
  });

  it('that ends while nobody reads loses none of its last words', async () => {
    const { pty, exit } = start('printf "%01000d" 7; echo LAST');
    let text = '';
    pty.onData((bytes) => {
      text += Buffer.from(bytes).toString();
    });
    pty.pause();
    await exit;
    expect(text).toContain('LAST');
    expect(text.replace(/\s/g, '')).toHaveLength(1004);
  });

  it('takes bytes that are no text, and large input whole', async () => {
    const { pty, printed } = start('stty raw -echo; echo READY; head -c 1000000 | cksum; read');
    await printed('READY');
    const input = new Uint8Array(1_000_000).map((_, at) => at % 256);
    for (let at = 0; at < input.length; at += 65_536) pty.write(input.subarray(at, at + 65_536));
    expect(await printed('1000000')).toContain('1000000');
  });
});

describe('ending', () => {
  it('takes an interactive shell and its background jobs, by HUP', async () => {
    const { pty, printed, exit } = start('exec bash --norc -i');
    pty.write(Buffer.from('sleep 1000 & sleep 1001 & echo JOBS=$((1+1))\r'));
    await printed('JOBS=2');
    const members = (await terminalSession(pty.pid)).map((pid) => ({ pid, start: processStartTime(pid) ?? '' }));
    expect(members.length).toBe(3);
    await run(pty);
    await exit;
    expect(members.filter(({ pid, start }) => isSameProcessAlive(pid, start))).toEqual([]);
  });

  it('finds a program of ours that leads no terminal session yet', async () => {
    const child = spawn('sleep', ['1000']); // in our own session, as a program is between its fork and its setsid
    children.push(child);
    const exit = once(child, 'exit');
    expect(await terminalSession(child.pid ?? 0)).toEqual([child.pid]);
    signalProcess(child.pid ?? 0, 'SIGHUP');
    expect(await exit).toEqual([null, 'SIGHUP']);
  });

  it('takes one that ignores HUP and TERM, by KILL', async () => {
    const { pty, printed, exit } = start("trap '' HUP TERM; echo DEAF; while :; do sleep 1000; done");
    await printed('DEAF');
    const steps = await run(pty);
    expect(await exit).toEqual({ code: null, signal: 'SIGKILL' });
    expect(steps).toContain('SIGKILL');
  });

  it('lists what escaped the terminal, and touches it not', async () => {
    const mark = `test${process.pid}abcd`.slice(0, 12);
    const { pty, printed, exit } = start('setsid sleep 1002 >/dev/null 2>&1 < /dev/null & sleep 0.1; echo GONE; read', {
      env: { BECKON_SESSION_ID: mark },
    });
    await printed('GONE');
    await run(pty);
    await exit;
    const left = await markedProcesses(mark);
    for (const { pid } of left) signalProcess(pid, 'SIGKILL');
    expect(left.map(({ command }) => command)).toEqual(['sleep 1002']);
  });

  it('signals a process that is gone without a fault', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    expect(() => signalProcess(child.pid ?? 0, 'SIGTERM')).not.toThrow();
  });
});

function run(pty: Pty): Promise<string[]> {
  const signals: string[] = [];
  return new Promise((done) => {
    new EndingRun({
      members: () => terminalSession(pty.pid),
      signal: (pid, signal) => {
        signals.push(signal);
        signalProcess(pid, signal);
      },
      done: () => done(signals),
    });
  });
}
