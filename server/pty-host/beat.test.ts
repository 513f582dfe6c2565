import { beforeEach, expect, it, vi } from 'vitest';
import { BEAT_MS } from '#common/limits.ts';
import { Beat } from './beat.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

it('calls all that joined once, together, and rests when nobody has', () => {
  const beat = new Beat();
  const calls: string[] = [];
  beat.join(() => calls.push('one'));
  vi.advanceTimersByTime(BEAT_MS - 1);
  beat.join(() => calls.push('two'));
  expect(calls).toEqual([]);
  vi.advanceTimersByTime(1);
  expect([calls, vi.getTimerCount()]).toEqual([['one', 'two'], 0]);
});

it('calls the others though one of them fails, and the failure is told', () => {
  const failures: unknown[] = [];
  vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) => {
    try {
      work();
    } catch (error) {
      failures.push(error);
    }
  });
  const beat = new Beat();
  const called = vi.fn();
  beat.join(() => {
    throw new Error('broken');
  });
  beat.join(called);
  vi.advanceTimersByTime(BEAT_MS);
  expect(called).toHaveBeenCalledOnce();
  expect(failures).toEqual([new Error('broken')]);
  vi.restoreAllMocks();
});
