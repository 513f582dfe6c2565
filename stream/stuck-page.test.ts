import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decodeFrame, encodeAck, FRAME_SCREEN } from '#common/frames.ts';
import { FRAME_DATA_MAX, PAGE_FULL, SCROLLBACK_LINES } from '#common/limits.ts';
import { PREVIEW_COLS, PREVIEW_ROWS } from '#common/preview.ts';
import type { Viewer } from '#server/hosts/host.ts';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import { SESSION } from './program-side.ts';
import { WholeWay } from './whole-way.ts';

/** A page that has stopped reading, while things go on. */

const realImmediate = setImmediate;
const settle = () => new Promise<void>((done) => realImmediate(done));
async function pass(milliseconds: number): Promise<void> {
  for (let each = 0; each < milliseconds; each += 1) {
    vi.advanceTimersByTime(1);
    await settle();
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Somebody else owns the session, and reads. */
async function attachOwner(way: WholeWay): Promise<Viewer> {
  let viewer: Viewer | null = null;
  const frame = (bytes: Uint8Array) => {
    const decoded = decodeFrame(bytes);
    if (decoded?.type === FRAME_SCREEN) viewer?.send(encodeAck(decoded.viewer, decoded.offset));
  };
  const attach = { session: SESSION, client: 'other', cols: 20, rows: 6, visible: true };
  const attached = way.program.attach(attach, { frame, notice: () => undefined });
  await way.finish();
  const result = await attached;
  if (!result.ok) throw new Error(result.error.message);
  viewer = result.value;
  void viewer.takeOver({ cols: 20, rows: 6 });
  await way.finish();
  return viewer;
}

const line = (at: number) => new TextEncoder().encode(`line ${at} \x1b[3${at % 8}mcoloured 漢字\x1b[0m\r\n`);
const row = (text: string) => [{ text, fg: null, bg: null, flags: 0 }];
const rowsOf = (at: number) =>
  Array.from({ length: PREVIEW_ROWS }, (_, y) => ({ at: y, runs: row(`${at} ${y} `.padEnd(PREVIEW_COLS, '.')) }));

it.each([
  ['with all its lines', true],
  ['that is still getting its lines', false],
])(
  'a page %s reads nothing while its session changes its size 2,000 times and previews change: it costs a bounded number of bytes, and is whole when it reads',
  async (_which, isWhole) => {
    const way = new WholeWay({ scrollback: SCROLLBACK_LINES, events: [], settle, pass });
    for (let at = 0; at < 100; at += 1) way.program.print(line(at));
    await way.finish();
    const owner = await attachOwner(way);
    way.watch();
    await way.finish();
    if (!isWhole) {
      void owner.resize({ sequence: 1, cols: 30, rows: 9 });
      for (let each = 0; each < 20; each += 1) {
        way.arrive('host', 8);
        await settle();
      }
    }
    let most = 0;
    for (let at = 2; at <= 2000; at += 1) {
      void owner.resize({ sequence: at, cols: 12 + (at % 20), rows: 5 + (at % 7) });
      if (at % 20 === 0) way.program.print(line(at));
      way.program.tellPreview({ session: SESSION, count: PREVIEW_ROWS, rows: rowsOf(at) });
      way.arrive('host', 16);
      await pass(1);
      most = Math.max(most, way.unread);
    }
    // Whatever crosses the mark is the last.
    expect(most).toBeGreaterThan(PAGE_FULL / 2);
    expect(most).toBeLessThan(PAGE_FULL + FRAME_DATA_MAX);
    await way.finish();
    const { program, screen } = way;
    expect(lookOfTerminal(screen.side.terminal, true)).toEqual(lookOfTerminal(program.truth, true));
    expect(screen.side.terminal.cols).toBe(12 + (2000 % 20));
  },
);
