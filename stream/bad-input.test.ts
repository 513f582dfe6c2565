import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { sequencesMax } from '#common/bound-pieces.ts';
import { guardTerminal } from '#common/guard-terminal.ts';
import { MARKS_MAX, SCROLLBACK_LINES, STRING_MAX } from '#common/limits.ts';
import { resetSequence } from '#server/pty-host/reset-sequence.ts';
import type { FromScreens } from '#server/pty-host/screen-messages.ts';
import { createScreenService } from '#server/pty-host/screen-service.ts';
import { ScreenTerminal } from '#server/pty-host/screen-terminal.ts';
import { makeTerminal } from './page-side.ts';

/** What a program prints that means harm, or is broken: bounded memory, bounded work, and a terminal that goes on. */

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const GRID = { cols: 80, rows: 24 };
const PIECE = 64 * 1024;
const MEGABYTE = 1024 * 1024;
/** A string is given up at a length, but each of its listeners has had it, at two bytes a character; and some for what is passing. */
const MEMORY_MAX = (2 * 2 * STRING_MAX * 3) / 2;

interface Reader {
  write(bytes: Uint8Array): Promise<void>;
  /** The first line that a person sees. */
  first(): string;
}

const SILENT = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };

const READERS: Record<string, () => Reader> = {
  'the pty host': () => {
    const screen = new ScreenTerminal({ ...GRID, offset: 0 }, SILENT);
    return {
      write: (bytes) => {
        screen.write(bytes);
        return new Promise((done) => screen.settled(done));
      },
      first: () => screen.text(false).lines[0] ?? '',
    };
  },
  'the page': () => {
    const terminal = makeTerminal(GRID.cols, GRID.rows, SCROLLBACK_LINES);
    guardTerminal(terminal);
    return {
      write: (bytes) => new Promise((done) => terminal.write(bytes, done)),
      first: () => terminal.buffer.active.getLine(terminal.buffer.active.baseY)?.translateToString(true) ?? '',
    };
  },
};

const bytes = (text: string) => new TextEncoder().encode(text);

function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Writes `opening`, then so many bytes of `unit`; gives by how much the memory that is held grew at most. */
async function growth(reader: Reader, opening: string, unit: string, size: number): Promise<number> {
  const piece = bytes(unit.repeat(PIECE / bytes(unit).length));
  const before = held();
  let most = 0;
  await reader.write(bytes(opening));
  for (let written = 0, looked = 0; written < size; written += piece.length) {
    await reader.write(piece.slice());
    if (written - looked < 4 * MEGABYTE) continue;
    looked = written;
    most = Math.max(most, held() - before);
  }
  return most;
}

describe.each(Object.keys(READERS))('%s reads', (name) => {
  const make = READERS[name] as () => Reader;

  it.each([
    ['OSC of a title', 50, '\x1b]2;', 'a'],
    ['OSC of a link, in characters of two bytes', 16, '\x1b]8;;http://', 'é'],
    ['OSC of the palette', 16, '\x1b]4;', '1;'],
    ['OSC that nobody knows', 16, '\x1b]9999;', 'a'],
    ['DCS with a question', 50, '\x1bP$q', 'm'],
    ['APC', 50, '\x1b_', 'a'],
    ['PM', 50, '\x1b^', 'a'],
    ['SOS', 50, '\x1bX', 'a'],
    ['CSI with parameters', 16, '\x1b[', '1;'],
  ])('an endless %s, %d MB of it, in bounded memory, and goes on after the reset of ours', async (_what, size, opening, unit) => {
    const reader = make();
    expect(await growth(reader, opening, unit, size * MEGABYTE)).toBeLessThan(MEMORY_MAX);
    await reader.write(resetSequence(GRID.cols, GRID.rows));
    await reader.write(bytes('goes on'));
    expect(reader.first()).toBe('goes on');
  });

  it('10 MB of marks on one character in bounded memory', async () => {
    const reader = make();
    expect(await growth(reader, 'e', '\u0301', 10 * MEGABYTE)).toBeLessThan(8 * MEGABYTE);
    await reader.write(bytes('x'));
    expect(reader.first()).toBe(`e${'\u0301'.repeat(MARKS_MAX - 1)}x`);
  });

  it('links without an end in one place in bounded memory', async () => {
    const reader = make();
    const links = Array.from({ length: 1000 }, (_, at) => `\x1b[H\x1b]8;;http://a/${'x'.repeat(1000)}${at}\x07x`).join('');
    const before = held();
    for (let each = 0; each < 20; each += 1) await reader.write(bytes(links));
    expect(held() - before).toBeLessThan(32 * MEGABYTE);
  });
});

/** Looks of xterm at the clock in one turn: see below. */
const TURN = 12;

/** Each look at the clock is a millisecond, so that a turn (xterm takes 12 of them) is so many pieces, on any machine. */
function countTheClock(): void {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    clock += 1;
    return clock;
  });
}

it.each([
  ['repeats a character', 'x\x1b[3000b'],
  ['scrolls', '\x1b[30S'],
  ['resets', '\x1bc'],
  ['inserts lines', '\x1b[H\x1b[999L'],
  ['erases, by controls above ASCII', '\u009b2J'],
])('a session that %s without an end has its turn, of a few pieces, and another is answered', async (_what, costly) => {
  countTheClock();
  const grid = { cols: 100, rows: 30 };
  const floods = [1, 2];
  const asking = 3;
  // Each of the costly ones is followed by a query, whose answers are counted.
  const unit = `${costly}\x1b[c`;
  const answers = floods.map(() => 0);
  let before = Number.NaN;
  let ended = 0;
  await new Promise<void>((done) => {
    const serve = createScreenService((message: FromScreens) => {
      if (message.kind === 'answer' && message.id === asking) before = Math.max(...answers);
      else if (message.kind === 'answer') answers[message.id - 1] = (answers[message.id - 1] ?? 0) + message.text.split('c').length - 1;
      if (message.kind === 'text') ended += 1;
      if (ended === floods.length) done();
    });
    for (const id of [...floods, asking]) serve({ kind: 'open', id, offset: 0, ...grid });
    for (const id of floods) serve({ kind: 'write', id, bytes: bytes(unit.repeat(5000)) });
    for (const id of floods) serve({ kind: 'text', id, request: id, scrollback: false });
    serve({ kind: 'write', id: asking, bytes: bytes('\x1b[c') });
  });
  vi.restoreAllMocks();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThanOrEqual(TURN * sequencesMax(grid));
});

it('sessions that flood get the same share of the thread that reads them, and another is answered in its turn', async () => {
  countTheClock();
  const floods = [1, 2, 3, 4, 5];
  const asking = 6;
  const pieces = 120;
  const parsed = floods.map(() => 0);
  let widest = 0;
  let parsedAtAnswer = Number.NaN;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => {
    end = done;
  });
  const serve = createScreenService((message: FromScreens) => {
    if (message.kind === 'answer') parsedAtAnswer = Math.max(...parsed);
    if (message.kind === 'parsed' && message.id !== asking) {
      parsed[message.id - 1] = (parsed[message.id - 1] ?? 0) + message.bytes;
      // As long as all of them have something to be read.
      if (Math.max(...parsed) < pieces * PIECE) widest = Math.max(widest, Math.max(...parsed) - Math.min(...parsed));
      if (Math.min(...parsed) >= pieces * PIECE) end();
    }
  });
  for (const id of [...floods, asking]) serve({ kind: 'open', id, offset: 0, ...GRID });
  for (const id of floods) for (let piece = 0; piece < pieces; piece += 1) serve({ kind: 'write', id, bytes: bytes('a'.repeat(PIECE)) });
  serve({ kind: 'write', id: asking, bytes: bytes('\x1b[c') });
  await ended;
  vi.restoreAllMocks();
  // One turn.
  expect(widest).toBeLessThanOrEqual(TURN * PIECE);
  expect(parsedAtAnswer).toBeLessThanOrEqual(TURN * PIECE);
});
