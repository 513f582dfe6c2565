import { type Flooding, startFlooding } from './flooding.ts';
import { coreTime, proportionalSize, residentSize } from './processes.ts';
import type { BeckonDoor } from './beckon-door.ts';
import type { Server, Surroundings } from './servers.ts';
import { FLOOD, FLOOD_SIGN, PROMPT } from './shell.ts';
import { type Door, pause, type Terminal, until, untilText } from './terminal.ts';

/** One server in one round: what is measured there, by the names of `rows.ts`. Times in ms, sizes in MB, rates in MB/s. */
export type Round = Record<string, number>;

export interface Subject {
  readonly server: Server;
  readonly door: Door;
  readonly surroundings: Surroundings;
}

/** The log that is printed: lines as programs write them, the last one known. */
export const LOG_END = 'the-last-line-of-the-log';

const KEYS = 'abcdefghijklmnopqrstuvwxyz';
/** Pauses between keys, in milliseconds: longer than any batching, and in no rhythm. */
const KEY_PAUSE_MIN = 7;
const KEY_PAUSE_SPREAD = 8;
/** A line of keys is taken back before it wraps. */
const LINE_KEYS = 50;
const INTERRUPTS = 5;
/** How long a flood runs before its Ctrl-C, in milliseconds. */
const FLOOD_MS = 300;
const FROZEN_MS = 5000;
const SAMPLE_MS = 50;
/** How long idle sessions are watched, in milliseconds. */
const IDLE_MS = 20_000;
/** Not before what was begun with them is over: their first pictures on disk (15 s), and V8's tidying up of a program that fell idle (36 s and 43 s after). */
const REST_MS = 60_000;
/** Until what was started is at rest, in milliseconds. */
const SETTLE_MS = 1000;
const OPEN_AT_ONCE = 4;
const ATTACHES = 10;

/** Milliseconds from each key to its echo. */
export async function echoes(door: Door, keys: number): Promise<number[]> {
  const terminal = await door.open();
  const times: number[] = [];
  for (let typed = 0; typed < keys; typed += 1) {
    const key = KEYS[typed % KEYS.length] ?? 'a';
    const code = key.charCodeAt(0);
    const seen = until(terminal, `the echo of ${key}`, (bytes) => bytes.includes(code));
    const pressed = performance.now();
    terminal.type(key);
    times.push((await seen) - pressed);
    await pause(KEY_PAUSE_MIN + Math.random() * KEY_PAUSE_SPREAD);
    if (typed % LINE_KEYS !== LINE_KEYS - 1) continue;
    terminal.type('\x15'); // takes the line back
    await pause(KEY_PAUSE_MIN * 3);
  }
  await terminal.close();
  return times;
}

/** The same with a flood next door, and how much of that flood was taken in meanwhile. */
export async function echoesBesideFlood(
  { server, door, surroundings }: Subject,
  keys: number,
): Promise<{ times: number[]; flood: number }> {
  const flooding = await startFlooding(server, surroundings);
  try {
    const times = await echoes(door, keys);
    return { times, flood: (await flooding.end()) / 1e6 };
  } finally {
    await flooding.kill();
  }
}

/** MB/s of a log, from the key that begins it to its last byte; throws when bytes are missing. */
export async function throughput(door: Door, log: { path: string; bytes: number; lines: number }): Promise<number> {
  const terminal = await door.open();
  let bytes = 0;
  terminal.onBytes((chunk) => {
    bytes += chunk.length;
  });
  terminal.type(`cat ${log.path}`);
  await untilText(terminal, log.path.slice(-8));
  const ended = untilText(terminal, LOG_END);
  const begun = performance.now();
  bytes = 0;
  terminal.type('\r');
  const seconds = ((await ended) - begun) / 1000;
  if (bytes < log.bytes + log.lines) throw new Error(`Of ${log.bytes + log.lines} bytes of the log only ${bytes} came.`); // \n is \r\n there
  await terminal.close();
  return bytes / 1e6 / seconds;
}

/** Milliseconds from Ctrl-C in a flood to the prompt behind it. */
export async function interrupts(door: Door): Promise<number[]> {
  const terminal = await door.open();
  const times: number[] = [];
  for (let each = 0; each < INTERRUPTS; each += 1) {
    const flooding = untilText(terminal, FLOOD_SIGN);
    terminal.type(`${FLOOD}\r`);
    await flooding;
    await pause(FLOOD_MS);
    const prompt = untilText(terminal, PROMPT);
    const pressed = performance.now();
    terminal.type('\x03');
    times.push((await prompt) - pressed);
    await pause(KEY_PAUSE_MIN * 3);
  }
  await terminal.close();
  return times;
}

/** What a frozen viewer costs during a flood: MB of growth at the worst, and MB/s of growth in the second half. */
export async function frozenViewer({ server, surroundings }: Subject): Promise<{ growth: number; slope: number }> {
  const flooding: Flooding = await startFlooding(server, surroundings);
  try {
    await pause(SETTLE_MS); // what any flood costs once is there by then
    const size = () => Object.values(server.pids).reduce((sum, pid) => sum + residentSize(pid), 0) / 1e6;
    const before = size();
    flooding.freeze();
    const begun = performance.now();
    const samples: { at: number; size: number }[] = [];
    while (performance.now() - begun < FROZEN_MS) {
      await pause(SAMPLE_MS);
      samples.push({ at: (performance.now() - begun) / 1000, size: size() });
    }
    const half = samples[Math.floor(samples.length / 2)];
    const last = samples.at(-1);
    const slope = half !== undefined && last !== undefined ? (last.size - half.size) / (last.at - half.at) : 0;
    return { growth: Math.max(...samples.map((sample) => sample.size)) - before, slope };
  } finally {
    await flooding.kill();
  }
}

/** Memory of each process with so many idle shells, one viewer each, and with the most of them the load of a core in percent. */
export async function idleSessions({ server, door }: Subject, counts: readonly number[]): Promise<Round> {
  const round: Round = {};
  const terminals: Terminal[] = [];
  for (const count of counts) {
    while (terminals.length < count) {
      const more = Math.min(OPEN_AT_ONCE, count - terminals.length);
      terminals.push(...(await Promise.all(Array.from({ length: more }, () => door.open()))));
    }
    await pause(SETTLE_MS);
    for (const [role, pid] of Object.entries(server.pids)) round[`memory ${role} ${count}`] = proportionalSize(pid) / 1e6;
  }
  await pause(REST_MS);
  const onCore = () => Object.values(server.pids).reduce((sum, pid) => sum + coreTime(pid), 0);
  const before = onCore();
  const begun = performance.now();
  await pause(IDLE_MS);
  round['idle load'] = ((onCore() - before) / (performance.now() - begun)) * 100;
  while (terminals.length > 0) await Promise.all(terminals.splice(0, OPEN_AT_ONCE).map((terminal) => terminal.close()));
  return round;
}

/** Attaching once more to a session with a long history. */
export async function firstScreens(door: BeckonDoor, log: { path: string }, lines: number): Promise<{ times: number[]; bytes: number }> {
  const terminal = await door.open();
  const printed = untilText(terminal, `printed\r\n`);
  terminal.type(`head -n ${lines} ${log.path}; echo print''ed\r`);
  await printed;
  await pause(SETTLE_MS); // the headless terminal is idle again
  const times: number[] = [];
  let bytes = 0;
  for (let each = 0; each < ATTACHES; each += 1) {
    const screen = await door.firstScreen(terminal.session);
    times.push(screen.milliseconds);
    bytes = screen.bytes;
  }
  await terminal.close();
  return { times, bytes };
}
