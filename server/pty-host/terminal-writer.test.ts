import { beforeEach, expect, it, vi } from 'vitest';
import { TerminalWriter } from './terminal-writer.ts';

/** What the terminal has taken, and how many bytes it has room for. */
let taken: string;
let room: number;
let tries: number;
let isOpen: boolean;
let isHungUp: boolean;
const drained = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  [taken, room, tries, isOpen, isHungUp] = ['', Number.POSITIVE_INFINITY, 0, true, false];
  drained.mockClear();
  return () => void vi.useRealTimers();
});

function put(_fd: number, bytes: Uint8Array): number {
  tries += 1;
  if (isHungUp) throw Object.assign(new Error('gone'), { code: 'EIO' });
  const length = Math.min(bytes.length, room);
  if (length === 0) throw Object.assign(new Error('full'), { code: 'EAGAIN' });
  taken += Buffer.from(bytes.subarray(0, length)).toString();
  room -= length;
  return length;
}

const make = () => new TerminalWriter({ fd: 3, isOpen: () => isOpen, drained, put });
const bytes = (text: string) => new TextEncoder().encode(text);

it('a terminal with room takes all at once', () => {
  const writer = make();
  writer.write(bytes('one'));
  expect([taken, writer.unread, tries, vi.getTimerCount()]).toEqual(['one', 0, 1, 0]);
});

it('what has no room waits, in order, and goes when there is some', () => {
  const writer = make();
  room = 2;
  for (const text of ['one', 'two', 'x'.repeat(5000), 'three']) writer.write(bytes(text));
  expect([taken, writer.unread]).toEqual(['on', 5009]);
  expect(drained).not.toHaveBeenCalled();
  room = 3;
  vi.advanceTimersToNextTimer();
  expect(taken).toBe('onetw');
  room = Number.POSITIVE_INFINITY;
  vi.advanceTimersToNextTimer();
  expect([taken, writer.unread]).toEqual([`onetwo${'x'.repeat(5000)}three`, 0]);
  expect(drained).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

it('a program that does not read is tried less and less often, up to 32 ms, and at once again when it has read', () => {
  const writer = make();
  room = 0;
  writer.write(bytes('x'.repeat(10)));
  vi.advanceTimersByTime(10_000);
  expect(tries).toBeLessThan(10_000 / 32 + 10);
  room = 1;
  vi.advanceTimersToNextTimer();
  expect(taken).toBe('x');
  tries = 0;
  vi.advanceTimersByTime(3);
  expect(tries).toBe(2); // after 1 ms, and 2 ms after that
});

it('keys that wait are kept together', () => {
  const writer = make();
  room = 0;
  for (let key = 0; key < 100_000; key += 1) writer.write(bytes('k'));
  tries = 0;
  room = Number.POSITIVE_INFINITY;
  vi.advanceTimersByTime(1000);
  expect(taken.length).toBe(100_000);
  expect(tries).toBeLessThanOrEqual(100_000 / 4096 + 3);
});

it('however quickly a program reads, the thread is left after 64 KB', () => {
  const writer = make();
  room = 0;
  for (let piece = 0; piece < 10; piece += 1) writer.write(bytes('x'.repeat(30_000)));
  room = Number.POSITIVE_INFINITY;
  vi.advanceTimersToNextTimer();
  expect(taken.length).toBe(90_000);
  vi.advanceTimersByTime(1000);
  expect(taken.length).toBe(300_000);
});

it('once the terminal is closed nothing is written, since the descriptor may be another one’s', () => {
  const writer = make();
  room = 1;
  writer.write(bytes('abc'));
  isOpen = false;
  room = Number.POSITIVE_INFINITY;
  vi.advanceTimersByTime(1000);
  writer.write(bytes('more'));
  expect([taken, writer.unread, vi.getTimerCount()]).toEqual(['a', 0, 0]);
});

it('a terminal that is hung up takes nothing and waits for nothing', () => {
  const writer = make();
  isHungUp = true;
  writer.write(bytes('abc'));
  expect([taken, writer.unread, vi.getTimerCount()]).toEqual(['', 0, 0]);
});
