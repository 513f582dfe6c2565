import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BeckonDoor, createBeckonDoor } from './beckon-door.ts';
import { boardPage } from './board-page.ts';
import { busySessions } from './busy.ts';
import { manyCards } from './many-cards.ts';
import {
  echoes,
  echoesBesideFlood,
  firstScreens,
  frozenViewer,
  idleSessions,
  interrupts,
  LOG_END,
  type Round,
  type Subject,
  throughput,
} from './measures.ts';
import { openingPage } from './opening-page.ts';
import { quantile, type Result, resultOf, table } from './report.ts';
import { IDLE_COUNTS, ROWS } from './rows.ts';
import { type Address, openDoor, type Server, type Surroundings, startBare, startBeckon } from './servers.ts';
import { typingPages } from './typing-page.ts';

// One interleaved run: bare, Beckon, Beckon, bare ... Only ratios within a run count; the machine is never quite still.

const LOG_BYTES = 50_000_000;
const HISTORY_LINES = 5000;
/** Once: what a server has grown by, a second flood finds there. */
const FROZEN_ROUNDS = 1;
/** A run that hangs is ended after this long, in milliseconds. */
const RUN_MAX_MS = 10 * 60 * 1000;

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    repeats: { type: 'string', default: '4' },
    keys: { type: 'string', default: '120' },
    json: { type: 'string' },
    only: { type: 'string', default: 'idle,busy,echo,flood,throughput,interrupt,attach,frozen,typing,opening,cards,page' },
  },
});
const parts = new Set(values.only.split(','));
const repeats = wholeNumber('repeats', values.repeats, 20);
const keys = wholeNumber('keys', values.keys, 1000);

const folder = mkdtempSync(join(tmpdir(), 'beckon-bench-'));
const surroundings: Surroundings = { root: values.root ?? '', folder, bundles: dirname(fileURLToPath(import.meta.url)) };
const servers: Server[] = [];
let cleaned: Promise<void> | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void clean().then(() => process.exit(1)));
const latest = setTimeout(() => {
  console.error(`The run did not end within ${RUN_MAX_MS / 60_000} minutes.`);
  void clean().then(() => process.exit(1));
}, RUN_MAX_MS);

try {
  const results = await run();
  console.log(`\n${table(results)}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...about(), results }, null, 2)}\n`);
} finally {
  clearTimeout(latest);
  await clean();
}

async function run(): Promise<Result[]> {
  const log = await writeLog();
  const rounds: { bare: Round[]; beckon: Round[] } = { bare: [], beckon: [] };
  const bare = await subject(await startBare(surroundings));
  const beckon = await subject(await startBeckon(surroundings));
  const door = beckon.door as BeckonDoor;

  if (parts.has('idle')) {
    say('idle sessions');
    const [ofBare, ofBeckon] = await Promise.all([idleSessions(bare, IDLE_COUNTS), idleSessions(beckon, IDLE_COUNTS)]); // idle: no quarrel for cores
    rounds.bare.push(ofBare);
    rounds.beckon.push(ofBeckon);
  }
  if (parts.has('busy')) {
    say('busy sessions');
    rounds.bare.push(await busySessions(bare));
    rounds.beckon.push(await busySessions(beckon));
  }
  const byTurns = ['echo', 'flood', 'throughput', 'interrupt', 'attach'].some((part) => parts.has(part));
  if (byTurns) say('warming up');
  for (const { door } of byTurns ? [bare, beckon] : []) {
    await echoes(door, 50);
    await throughput(door, log);
  }
  for (let round = 1; byTurns && round <= repeats; round += 1) {
    say(`round ${round} of ${repeats}`);
    const both = [
      { each: bare, into: rounds.bare },
      { each: beckon, into: rounds.beckon },
    ];
    // By turns first, so that what drifts on the machine weighs on both.
    for (const { each, into } of round % 2 === 1 ? both : both.reverse()) into.push(await measured(each, log));
    if (!parts.has('attach')) continue;
    const { times, bytes } = await firstScreens(door, log, HISTORY_LINES);
    rounds.beckon.push({ 'first screen': quantile(times, 0.5), 'first screen size': bytes / 1e3 });
  }
  for (let round = 1; parts.has('frozen') && round <= FROZEN_ROUNDS; round += 1) {
    say(`frozen viewer ${round} of ${FROZEN_ROUNDS}`);
    rounds.beckon.push({ ...(await frozenViewer(beckon)) });
    rounds.bare.push({ ...(await frozenViewer(bare)) });
  }
  await pages({ bare: bare.server.address, beckon: beckon.server.address, log }, rounds);
  bare.door.close();
  beckon.door.close();
  return Object.entries(ROWS)
    .map(([key, row]) => resultOf(row, numbersOf(rounds.bare, key), numbersOf(rounds.beckon, key)))
    .filter(({ bare, beckon }) => bare.length + beckon.length > 0);
}

/** What is measured in a browser, each part in one of its own. */
async function pages(
  { bare, beckon, log }: { bare: Address; beckon: Address; log: { path: string } },
  rounds: { bare: Round[]; beckon: Round[] },
): Promise<void> {
  if (beckon.kind !== 'beckon') return;
  for (const [part, what, measure] of [
    ['typing', 'keys in a browser', typingPages],
    ['cards', 'a hundred cards in a browser', manyCards],
  ] as const) {
    if (!parts.has(part)) continue;
    say(what);
    const both = await measure(bare, beckon);
    rounds.bare.push(...both.bare);
    rounds.beckon.push(...both.beckon);
  }
  if (parts.has('opening')) {
    say('a click on a card');
    rounds.beckon.push(...(await openingPage(beckon, log, HISTORY_LINES)));
  }
  if (!parts.has('page')) return;
  say('the board in a browser');
  rounds.beckon.push(...(await boardPage(beckon)));
}

async function measured(each: Subject, log: { path: string; bytes: number; lines: number }): Promise<Round> {
  const round: Round = {};
  const note = (name: string, times: readonly number[]) => {
    for (const share of [50, 95, 99]) round[`${name} p${share}`] = quantile(times, share / 100);
  };
  if (parts.has('echo')) note('echo', await echoes(each.door, keys));
  if (parts.has('flood')) {
    const { times, flood } = await echoesBesideFlood(each, keys);
    note('flood', times);
    round['flood rate'] = flood;
  }
  if (parts.has('throughput')) round.throughput = await throughput(each.door, log);
  if (parts.has('interrupt')) round.interrupt = quantile(await interrupts(each.door), 0.5);
  return round;
}

async function subject(server: Server): Promise<Subject> {
  servers.push(server);
  const { address } = server;
  return { server, surroundings, door: address.kind === 'bare' ? await openDoor(address) : await createBeckonDoor(address) };
}

/** Lines as a build prints them, numbered, every tenth in colour. */
async function writeLog(): Promise<{ path: string; bytes: number; lines: number }> {
  const path = join(folder, 'log.txt');
  const file = createWriteStream(path);
  let bytes = 0;
  let lines = 0;
  const write = async (line: string) => {
    bytes += line.length;
    lines += 1;
    if (!file.write(line)) await once(file, 'drain');
  };
  while (bytes < LOG_BYTES) {
    const colour = lines % 10 === 0 ? ['\x1b[32m', '\x1b[0m'] : ['', ''];
    await write(
      `${String(lines).padStart(7, '0')} ${colour[0]}compiled${colour[1]} packages/part-${lines % 97}/source/file-${lines % 1013}.ts in ${lines % 89} ms\n`,
    );
  }
  await write(`${LOG_END}\n`);
  file.end();
  await once(file, 'finish');
  return { path, bytes, lines };
}

function numbersOf(rounds: readonly Round[], key: string): number[] {
  return rounds.map((round) => round[key]).filter((value) => value !== undefined);
}

function about() {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    machine: `${cpus().length} x ${cpu?.model ?? 'unknown'}`,
    node: process.versions.node,
    repeats,
    keys,
  };
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  console.error(`--${name} must be a whole number from 1 to ${max}, not ${JSON.stringify(text)}.`);
  return process.exit(1);
}

function say(what: string): void {
  console.error(what);
}

function clean(): Promise<void> {
  cleaned ??= (async () => {
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  })();
  return cleaned;
}
