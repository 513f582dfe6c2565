import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { processStartTime } from '#server/process/identity.ts';
import { step } from './agent.ts';
import { type AgentEvent, beginning, type Effect } from './agent-state.ts';
import { editFile } from './edit-file.ts';
import { createHookRunner } from './hook-runner.ts';
import { readHookSettings } from './hook-settings.ts';
import { createKeyDecoder, type Key } from './key-decoder.ts';
import { openLiveRecord } from './live-record.ts';
import { readOptions } from './options.ts';
import { type Painted, paint } from './paint.ts';
import { knowsProgress, progressSequence, titleOf, titleSequence } from './title.ts';
import { blockLines, liveLines, SPIN_EVERY_MS } from './view.ts';

/**
 * The demo agent: a program of its own for a terminal, `node demo-agent.js [options] [prompt]`.
 *
 * `BECKON_DEMO_CONFIG` names the folder for its live record; without it, there is none. `BECKON_DEMO_SCRATCH` names the
 * folder in which it may edit files. It opens no connection but to hooks on loopback that `--settings` names.
 */

/** A lone Esc is the key when nothing followed for this long, in milliseconds. */
const ESCAPE_MS = 30;
/** When it rests, it only has to notice what is overdue. */
const REST_MS = 1000;
/** How long the hooks of its end may take, in milliseconds; the pty host kills five seconds after it asked. */
const END_WITHIN_MS = 1500;

const HANGUP = 129;
const TERMINATED = 143;

function main(): void {
  const { stdin, stdout, env } = process;
  const options = readOptions(process.argv.slice(2));
  const configDir = env.BECKON_DEMO_CONFIG ?? null;
  const place = { cwd: process.cwd(), home: homedir() };
  const startedAt = Date.now();
  let state = beginning({
    sessionId: options.sessionId ?? randomUUID(),
    name: options.name,
    cwd: place.cwd,
    configDir: configDir ?? join(place.home, '.beckon-demo'),
    now: startedAt,
  });
  const facts = { pid: process.pid, procStart: processStartTime(process.pid) ?? '', startedAt };
  const record = configDir === null ? null : openLiveRecord(configDir, facts);
  const settings = options.settings === null ? new Map() : readHookSettings(options.settings, env);
  const hooks = createHookRunner(settings, (event, message) => happen({ kind: 'hook-failed', event, message }));
  const showsProgress = knowsProgress(env);
  let painted: Painted | null = null;
  let title = '';
  let progress = '';
  let ticking: NodeJS.Timeout | undefined;
  let isLeaving = false;

  function happen(event: AgentEvent): void {
    if (isLeaving) return;
    const stepped = step(state, event, { now: Date.now(), makeId: randomUUID });
    state = stepped.state;
    record?.write(state);
    for (const effect of stepped.effects) carryOut(effect);
    draw();
    clearTimeout(ticking);
    if (state.over !== null) void leave(state.over.code);
    else ticking = setTimeout(() => happen({ kind: 'tick' }), state.turn === null ? REST_MS : SPIN_EVERY_MS);
  }

  function carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'hook':
        return hooks.tell(effect.hook);
      case 'ask':
        return hooks.ask(effect.dialog, effect.hook, (decision) => happen({ kind: 'decided', dialog: effect.dialog, decision }));
      case 'unask':
        return hooks.unask(effect.dialog);
      case 'wait':
        // Hooks stall the agent: what they were told of is over only when they have heard of it.
        setTimeout(() => void hooks.idle().then(() => happen({ kind: 'due', serial: effect.serial })), effect.ms);
        return;
      case 'edit': {
        const edited = editFile({ ...effect, cwd: place.cwd }, env.BECKON_DEMO_SCRATCH ?? null);
        void hooks.idle().then(() => happen({ kind: 'due', serial: effect.serial, edited }));
      }
    }
  }

  function draw(): void {
    const { columns = 80, rows = 24 } = stdout;
    const width = Math.max(columns - 1, 1); // the last column is left free: a full line would be broken by some terminals
    const drawn = paint(painted, {
      cols: columns,
      rows,
      screen: state.cleared,
      blocks: state.forgotten + state.blocks.length,
      linesFrom: (block) => state.blocks.slice(Math.max(block - state.forgotten, 0)).flatMap((each) => blockLines(each, place, width)),
      live: liveLines(state, width),
    });
    painted = drawn.painted;
    const titled = titleSequence(titleOf(state));
    const going = showsProgress ? progressSequence(state) : '';
    const bytes = (titled === title ? '' : titled) + (going === progress ? '' : going) + drawn.bytes;
    title = titled;
    progress = going;
    if (bytes !== '') stdout.write(bytes);
  }

  async function leave(code: number): Promise<void> {
    isLeaving = true;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([hooks.idle(), new Promise((done) => (timer = setTimeout(done, END_WITHIN_MS)))]);
    clearTimeout(timer);
    record?.remove();
    hooks.close();
    process.exitCode = code;
    if (stdin.isTTY) stdin.setRawMode(false);
    const end = () => process.exit(code);
    stdout.write('\x1b[?1004l\x1b[?2004l\x1b[?25h\r\n', end); // calls back with the error, too, when the terminal is gone
  }

  stdout.on('error', () => happen({ kind: 'signal', code: HANGUP }));
  stdin.on('error', () => happen({ kind: 'signal', code: HANGUP }));
  process.on('SIGHUP', () => happen({ kind: 'signal', code: HANGUP }));
  process.on('SIGTERM', () => happen({ kind: 'signal', code: TERMINATED }));
  stdout.on('resize', draw);

  if (stdin.isTTY) stdin.setRawMode(true);
  stdout.write('\x1b[?2004h\x1b[?1004h\x1b[?25l');
  listenToKeys(stdin, (keys) => {
    for (const key of keys) happen({ kind: 'key', key });
  });
  stdin.on('end', () => happen({ kind: 'signal', code: HANGUP }));
  record?.write(state); // first without a status
  happen({ kind: 'start', prompt: options.prompt });
}

function listenToKeys(stdin: NodeJS.ReadStream, heard: (keys: readonly Key[]) => void): void {
  const bytes = new StringDecoder('utf8');
  const decoder = createKeyDecoder();
  let settling: NodeJS.Timeout | undefined;
  stdin.on('data', (chunk: Buffer) => {
    clearTimeout(settling);
    heard(decoder.take(bytes.write(chunk)));
    if (decoder.isOpen) settling = setTimeout(() => heard(decoder.settle()), ESCAPE_MS);
  });
}

try {
  main();
} catch (error) {
  console.error(`demo agent: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
