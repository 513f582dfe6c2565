import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INPUT_MAX, INPUT_TOLD_MS, TYPISTS_MAX } from '#common/limits.ts';
import type { ViewerNotice } from '#common/pty-host-protocol.ts';
import { Typists } from './typists.ts';
import { Viewer } from './viewer.ts';

const nothing = () => undefined;

/** A viewer of a client, and what it was told. */
function viewerOf(client: string, numbersInput = true) {
  const told: number[] = [];
  const notice = (_viewer: number, one: ViewerNotice) => one.kind === 'typed' && void told.push(one.sequence);
  const sink = { output: nothing, snapshot: nothing, screen: nothing, lines: nothing, notice, isFull: () => false, takesScreens: true };
  const viewer = new Viewer({ id: 1, client, cols: 80, rows: 24, visible: true, sink: { ...sink, numbersInput } }, 0);
  return { viewer, told };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the input of a client', () => {
  it('has one numbering over its viewers, and a number counts once', () => {
    const typists = new Typists();
    const { viewer: first } = viewerOf('page');
    expect(typists.attached(first)).toEqual({ taken: 0, refused: null });
    expect([1, 2, 2, 1, 3].map((each) => typists.take(first, each, 1))).toEqual([true, true, false, false, true]);
    const { viewer: next } = viewerOf('page');
    expect(typists.attached(next)).toEqual({ taken: 3, refused: null });
    expect([3, 4].map((each) => typists.take(next, each, 1))).toEqual([false, true]);
    const { viewer: other } = viewerOf('another');
    expect(typists.attached(other)).toEqual({ taken: 0, refused: null });
  });

  it('is heard by its latest viewer alone: what an earlier one sent and comes late was told to be missing', () => {
    const typists = new Typists();
    const { viewer: first } = viewerOf('page');
    typists.attached(first);
    const { viewer: next } = viewerOf('page');
    expect(typists.attached(next)).toEqual({ taken: 0, refused: null });
    expect(typists.take(first, 1, 1)).toBe(false);
    expect(typists.take(next, 1, 1)).toBe(true);
  });

  it('is remembered with what was refused of it last, in a row', () => {
    const typists = new Typists();
    const { viewer } = viewerOf('page');
    typists.attached(viewer);
    for (const each of [1, 2, 3, 4, 5]) {
      typists.take(viewer, each, 1);
      if ([1, 3, 4].includes(each)) typists.refuse(viewer, each);
    }
    expect(typists.attached(viewerOf('page').viewer)).toEqual({ taken: 5, refused: { from: 3, to: 4 } });
  });

  it('is not said to be none when it may have been forgotten', () => {
    const typists = new Typists();
    const { viewer } = viewerOf('page 0');
    typists.attached(viewer);
    typists.take(viewer, 1, 1);
    for (let each = 1; each < TYPISTS_MAX; each += 1) typists.attached(viewerOf(`page ${each}`).viewer);
    expect(typists.attached(viewerOf('page 0').viewer)).toEqual({ taken: 1, refused: null });
    for (let each = 0; each < TYPISTS_MAX; each += 1) typists.attached(viewerOf(`new page ${each}`).viewer);
    expect(typists.attached(viewerOf('page 0').viewer)).toBeNull();
  });

  it('of an older version begins anew with each viewer', () => {
    const typists = new Typists();
    const { viewer: first, told } = viewerOf('page', false);
    typists.attached(first);
    expect(typists.take(first, 7, INPUT_MAX)).toBe(true);
    const { viewer: next } = viewerOf('page', false);
    typists.attached(next);
    expect(typists.take(next, 1, 1)).toBe(true);
    expect([told, vi.getTimerCount()]).toEqual([[], 0]);
  });
});

describe('that input was taken', () => {
  it('is said once for all that comes within a while, by the latest viewer, and not again', () => {
    const typists = new Typists();
    const first = viewerOf('page');
    typists.attached(first.viewer);
    typists.take(first.viewer, 1, 1);
    const next = viewerOf('page');
    typists.attached(next.viewer);
    typists.take(next.viewer, 2, 1);
    vi.advanceTimersByTime(INPUT_TOLD_MS - 1);
    expect([first.told, next.told]).toEqual([[], []]);
    vi.advanceTimersByTime(1);
    expect([first.told, next.told, vi.getTimerCount()]).toEqual([[], [2], 0]);
  });

  it('is said at once when it was much, and at the end', () => {
    const typists = new Typists();
    const { viewer, told } = viewerOf('page');
    typists.attached(viewer);
    typists.take(viewer, 1, 1);
    typists.take(viewer, 2, INPUT_MAX - 1);
    expect(told).toEqual([2]);
    typists.take(viewer, 3, 1);
    typists.tellAll();
    expect([told, vi.getTimerCount()]).toEqual([[2, 3], 0]);
  });
});
