import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BATCH_MS, FRAME_DATA_MAX } from '#common/limits.ts';
import { OutputBatch } from './output-batch.ts';

let calls: string[];
let batch: OutputBatch;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  batch = new OutputBatch({ send: () => calls.push('send'), settle: (at) => calls.push(`settle ${at}`) });
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

it('does nothing after its end', () => {
  batch.add(1);
  batch.close();
  vi.advanceTimersByTime(BATCH_MS);
  expect(calls).toEqual(['send']);
});
