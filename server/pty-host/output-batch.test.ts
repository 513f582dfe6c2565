import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BATCH_MS, BEAT_MS, FRAME_DATA_MAX } from '#common/limits.ts';
import { Beat } from './beat.ts';
import { OutputBatch } from './output-batch.ts';

let calls: string[];
let awaited: boolean;
let beat: Beat;
let batch: OutputBatch;

function batchOf(name: string): OutputBatch {
  return new OutputBatch({
    isAwaited: () => awaited,
    beat,
    send: () => calls.push(`${name}send`),
    settle: (at) => calls.push(`${name}settle ${at}`),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  awaited = true;
  beat = new Beat();
  batch = batchOf('');
});
afterEach(() => {
  batch.close();
  vi.useRealTimers();
});

it('sends the first chunk at once, and settles it when the window ends', () => {
  batch.add(1);
  expect(calls).toEqual(['send']);
  vi.advanceTimersByTime(BATCH_MS);
  expect(calls).toEqual(['send', 'settle end']);
  expect(vi.getTimerCount()).toBe(0);
});

it('gathers what follows within the window, and is quick again after a window in which nothing came', () => {
  batch.add(1);
  batch.add(1);
  batch.add(1);
  expect(calls).toEqual(['send']);
  vi.advanceTimersByTime(BATCH_MS);
  expect(calls).toEqual(['send', 'send', 'settle end']);
  vi.advanceTimersByTime(BATCH_MS);
  batch.add(1);
  expect(calls).toEqual(['send', 'send', 'settle end', 'settle end', 'send']);
});

it('sends and settles a full frame at once', () => {
  batch.add(1);
  batch.add(FRAME_DATA_MAX - 1);
  expect(calls).toEqual(['send']);
  batch.add(1);
  expect(calls).toEqual(['send', 'send', 'settle full']);
});

it('keeps what nobody waits for until the next beat, that of all together', () => {
  awaited = false;
  const other = batchOf('other ');
  batch.add(1);
  vi.advanceTimersByTime(BEAT_MS - 1);
  other.add(1);
  expect(calls).toEqual([]);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(calls).toEqual(['send', 'settle end', 'other send', 'other settle end']);
  expect(vi.getTimerCount()).toBe(0);
  other.add(FRAME_DATA_MAX);
  expect(calls.slice(4)).toEqual(['other send', 'other settle full']);
});

it('sends an echo at once though a beat is due', () => {
  awaited = false;
  batch.add(1);
  awaited = true;
  batch.add(1);
  expect(calls).toEqual(['send']);
  batch.add(1);
  vi.advanceTimersByTime(BATCH_MS);
  expect(calls).toEqual(['send', 'send', 'settle end']);
});

it('sends what was gathered when nothing more will come, and nothing twice', () => {
  awaited = false;
  batch.add(1);
  batch.rest();
  batch.rest();
  expect(calls).toEqual(['send']);
  vi.advanceTimersByTime(BEAT_MS);
  expect(calls).toEqual(['send', 'settle end']);
});

it.each([true, false])('does nothing after its end, awaited: %s', (isAwaited) => {
  awaited = isAwaited;
  batch.add(1);
  const before = [...calls];
  batch.close();
  vi.advanceTimersByTime(BEAT_MS);
  expect(calls).toEqual(before);
  expect(vi.getTimerCount()).toBe(0);
});
