import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './hub-process.ts';

/** `npm start` as a person runs it, in a process group of its own as a terminal makes it. */

export interface StartOptions {
  readonly state: string;
  readonly home: string;
  /** Through npm, or `cli/start.mjs` alone, which is a second quicker. */
  readonly npm?: boolean;
  /** The checkout: this one, or a copy. */
  readonly checkout?: string;
  /** Options of node itself. */
  readonly nodeArgs?: readonly string[];
  readonly env?: Record<string, string>;
}

export class StartProcess {
  /** Everything it printed. */
  output = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;

  constructor(args: readonly string[], { state, home, npm = false, checkout = root, nodeArgs = [], env = {} }: StartOptions) {
    const command = npm ? ['npm', 'start', '--', ...args] : [process.execPath, ...nodeArgs, join(checkout, 'cli', 'start.mjs'), ...args];
    const [file = '', ...rest] = command;
    const { PATH = '', TMPDIR = '/tmp', BECKON_TEST_RUN } = process.env;
    this.#child = spawn(file, rest, {
      cwd: checkout,
      detached: true,
      // Nothing else of ours: what npm or a test runner adds would be taken for the person's, or looked through for it.
      env: { PATH, TMPDIR, HOME: home, SHELL: '/bin/bash', BECKON_HOME: state, ...(BECKON_TEST_RUN && { BECKON_TEST_RUN }), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    this.#ended = once(this.#child, 'close').then(([code]) => code ?? -1);
  }

  /** Its exit code, when all that it printed is there too. */
  get ended(): Promise<number> {
    return this.#ended;
  }

  /** The links printed so far. */
  get links(): string[] {
    return this.output.match(/http:\/\/\S+/g) ?? [];
  }

  /** The line that tells of Ctrl-C is the last one of a start: from then on it stays with its hub. */
  async up(): Promise<string> {
    const printed = new Promise<void>((resolve) => {
      this.#child.stdout?.on('data', () => this.output.includes('Ctrl-C') && resolve());
      if (this.output.includes('Ctrl-C')) resolve();
    });
    const ended = this.#ended.then((code) => {
      throw new Error(`It ended with ${code}: ${this.output}`);
    });
    await Promise.race([printed, ended]);
    const [link] = this.links;
    if (link === undefined) throw new Error(`No link: ${this.output}`);
    return link;
  }

  /** Ctrl-C in its terminal: the whole group gets the signal. */
  async ctrlC(): Promise<number> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) process.kill(-(this.#child.pid ?? 0), 'SIGINT');
    return this.#ended;
  }
}
