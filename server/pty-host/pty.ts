import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import type { Socket } from 'node:net';
import { type IPty, spawn } from 'node-pty';
import { bringLastOutput } from './last-output.ts';
import { TerminalWriter } from './terminal-writer.ts';

/** A program in a pseudo terminal. The only place that knows node-pty. */
export interface Pty {
  readonly pid: number;
  /** Input the terminal has no room for until the program reads, in bytes; `onDrain` tells when there is none. */
  readonly unread: number;
  write(bytes: Uint8Array): void;
  resize(cols: number, rows: number): void;
  /** Stops reading, exactly: nothing is delivered after the call, and the program blocks when the kernel's buffer is full. */
  pause(): void;
  resume(): void;
  onDrain(listener: () => void): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Comes once, after the last byte. */
  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void;
}

export interface PtyLaunch {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cols: number;
  readonly rows: number;
}

export type SpawnPty = (launch: PtyLaunch) => Pty;

/**
 * node-pty leaves the descriptors of the terminals it opened before open in every later program: one that looked for them
 * could read and type into another session, and a session would hear nothing of the end of its pty host. Node cannot mark
 * them, so a shell that can closes them and then becomes the program: same process, arguments and environment. dash
 * cannot (it knows descriptors up to 9); where there is no bash, programs are started as they are.
 *
 * A bash that runs a script forgets the prompts and IFS of its environment, so they come under other names and are given back. What the
 * script itself names begins with BECKON_: an exported variable of the person of the same name would be changed.
 */
const CLOSE_OTHERS = [
  'for BECKON_PATH in /proc/self/fd/*; do',
  '  [[ $BECKON_PATH =~ [0-9]+$ ]]',
  '  if [ "$BASH_REMATCH" -gt 2 ]; then eval "exec $BASH_REMATCH>&-"; fi',
  'done',
  'for BECKON_NAME in PS1 PS2 PS4 IFS; do',
  '  declare -n BECKON_KEPT=BECKON_$BECKON_NAME',
  '  if [ -v BECKON_KEPT ]; then export "$BECKON_NAME=$BECKON_KEPT"; unset BECKON_KEPT; fi',
  '  unset -n BECKON_KEPT',
  'done',
  'exec -- "$@"',
].join('\n');
const FORGOTTEN = ['PS1', 'PS2', 'PS4', 'IFS'];
const BASH = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'];

function isolated({ file, args, env }: PtyLaunch): { file: string; args: string[]; env: Record<string, string> } {
  const bash = process.platform === 'linux' ? BASH.find((path) => existsSync(path)) : undefined;
  if (bash === undefined) return { file, args: [...args], env: { ...env } };
  const renamed = Object.entries(env).map(([name, value]) => [FORGOTTEN.includes(name) ? `BECKON_${name}` : name, value]);
  // -p: neither BASH_ENV nor functions of the environment have a say in it
  return { file: bash, args: ['--norc', '--noprofile', '-p', '-c', CLOSE_OTHERS, 'bash', file, ...args], env: Object.fromEntries(renamed) };
}

/** Starts programs with the person's umask: our own (077) is for our files, not for theirs. */
export function nodePtySpawner(umask: number): SpawnPty {
  return (launch) => {
    const own = process.umask(umask);
    const { file, args, env } = isolated(launch);
    try {
      return adopt(
        spawn(file, args, {
          name: 'xterm-256color',
          cwd: launch.cwd,
          env,
          cols: launch.cols,
          rows: launch.rows,
          encoding: null, // bytes, not text: a character may be cut anywhere
        }),
      );
    } finally {
      process.umask(own);
    }
  };
}

function adopt(pty: IPty): Pty {
  const socket = innerSocket(pty);
  let listener: (bytes: Uint8Array) => void = () => undefined;
  // With `encoding: null` node-pty gives buffers, though its types say text.
  pty.onData((data) => listener(data as unknown as Uint8Array));
  let drained: () => void = () => undefined;
  const fd = innerDescriptor(pty);
  const last = bringLastOutput(socket, fd, (bytes) => listener(bytes));
  // A program can close its terminal and live on. Then the descriptor's number may be another terminal's.
  const isOpen = () => !socket.destroyed;
  const writer = new TerminalWriter({ fd, isOpen, drained: () => drained() });
  pty.onExit(() => writer.close());
  return {
    pid: pty.pid,
    get unread() {
      return writer.unread;
    },
    onDrain: (taker) => {
      drained = taker;
    },
    write: (bytes) => writer.write(bytes),
    resize: (cols, rows) => {
      if (isOpen()) pty.resize(cols, rows);
    },
    pause: () => {
      if (!last.draining) pty.pause();
    },
    resume: () => pty.resume(),
    onData: (taker) => {
      listener = taker;
    },
    onExit: (heard) =>
      pty.onExit(({ exitCode, signal }) => {
        const name = signal === undefined || signal === 0 ? null : signalName(signal);
        heard({ code: name === null ? exitCode : null, signal: name });
      }),
  };
}

/** node-pty keeps the stream of the terminal's master side private; its end matters here. */
function innerSocket(pty: IPty): Socket {
  const socket: unknown = Reflect.get(pty, '_socket');
  if (typeof socket !== 'object' || socket === null || !('destroyed' in socket)) throw new Error('node-pty has changed inside: no _socket');
  return socket as Socket;
}

/** The master side itself; node-pty's types do not name it. */
function innerDescriptor(pty: IPty): number {
  const fd: unknown = Reflect.get(pty, 'fd');
  if (typeof fd !== 'number') throw new Error('node-pty has changed inside: no fd');
  return fd;
}

function signalName(number: number): string {
  for (const [name, value] of Object.entries(constants.signals)) if (value === number) return name;
  return `signal ${number}`;
}
