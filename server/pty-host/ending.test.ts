import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EndingRun } from './ending.ts';

let members: number[];
let signals: string[];
let done: number[][];

beforeEach(() => {
  vi.useFakeTimers();
  members = [1, 2];
  signals = [];
  done = [];
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function run(): EndingRun {
  return new EndingRun({
    members: async () => members,
    signal: (pid, signal) => signals.push(`${signal} ${pid}`),
    done: (withstood) => done.push(withstood),
  });
}

describe('ending', () => {
  it('asks, asks again after a second, and insists after five', async () => {
    run();
    await vi.advanceTimersByTimeAsync(0);
    expect(signals).toEqual(['SIGHUP 1', 'SIGHUP 2']);
    await vi.advanceTimersByTimeAsync(999);
    expect(signals).toHaveLength(2);
    members = [2];
    await vi.advanceTimersByTimeAsync(1);
    expect(signals.slice(2)).toEqual(['SIGTERM 2']);
    await vi.advanceTimersByTimeAsync(3999);
    expect(signals).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(signals.slice(3)).toEqual(['SIGKILL 2']);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toEqual([[2]]);
  });

  it('stops when nobody is left, also at once', async () => {
    run();
    await vi.advanceTimersByTimeAsync(0);
    members = [];
    await vi.advanceTimersByTimeAsync(1000);
    run();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual([[], []]);
    expect(signals).toHaveLength(2);
  });

  it('lets go when closed', async () => {
    run().close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(signals).toEqual([]);
    expect(done).toEqual([]);
  });
});
