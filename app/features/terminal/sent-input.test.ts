import { describe, expect, it } from 'vitest';
import { INPUT_AGAIN_MS, INPUT_KEPT_MAX, INPUT_MAX } from '#common/limits.ts';
import { createSentInput } from './sent-input.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const typed = (taken: number, refused: { from: number; to: number } | null = null) => ({ taken, refused });

function setup() {
  const world = { sent: [] as string[], online: true, now: 0 };
  const input = createSentInput({
    transmit(sequence, piece) {
      if (world.online) world.sent.push(`${sequence} ${new TextDecoder().decode(piece)}`);
      return world.online;
    },
    now: () => world.now,
  });
  input.settle(typed(0), true);
  const type = (...texts: string[]) => texts.map((text) => input.send(bytes(text), 'key'));
  return { world, input, type };
}

describe('input that was under way when a connection was lost', () => {
  it('is sent again from where the host had it, under the same numbers', () => {
    const { world, input, type } = setup();
    type('a', 'b', 'c');
    world.sent = [];
    expect(input.settle(typed(1), true)).toEqual({ text: '', sure: true });
    type('d');
    expect(world.sent).toEqual(['2 b', '3 c', '4 d']);
  });

  it('is sent again with every further connection until it is taken', () => {
    const { world, input, type } = setup();
    type('a', 'b');
    world.online = false;
    input.settle(typed(0), true);
    world.online = true;
    world.sent = [];
    input.settle(typed(0), true);
    input.settle(typed(1), true);
    input.settle(typed(2), true);
    expect(world.sent).toEqual(['1 a', '2 b', '2 b']);
  });

  it('is not sent again when it was taken, which is heard now and then', () => {
    const { world, input, type } = setup();
    type('a', 'b');
    input.taken(2);
    world.sent = [];
    expect(input.settle(null, true)).toEqual({ text: '', sure: false });
    expect(world.sent).toEqual([]);
  });

  it.each([
    ['another owns the input now', INPUT_AGAIN_MS, false],
    ['it is too old', INPUT_AGAIN_MS + 1, true],
  ])('is given as not sent, all of it, when %s', (_why, passed, mayType) => {
    const { world, input, type } = setup();
    type('a');
    world.now = 1;
    type('b', 'c');
    world.now = passed;
    world.sent = [];
    expect(input.settle(typed(1), mayType)).toEqual(mayType ? { text: '', sure: true } : { text: 'bc', sure: true });
    world.now = passed + 1;
    if (mayType) expect(input.settle(typed(1), true)).toEqual({ text: 'bc', sure: true });
    expect(world.sent).toEqual(mayType ? ['2 b', '3 c'] : []);
    type('d');
    expect(world.sent.at(-1)).toBe('4 d'); // a number is never given twice
  });

  it('is given as not sent when it was refused and the word of that was lost', () => {
    const { input, type } = setup();
    type('a', 'b', 'c', 'd');
    input.refused(2);
    expect(input.settle(typed(4, { from: 2, to: 3 }), true)).toEqual({ text: 'c', sure: true });
  });

  it('is given as what nobody knows of when the host has forgotten, or cannot be reached any more', () => {
    const { input, type } = setup();
    type('a');
    expect(input.settle(null, true)).toEqual({ text: 'a', sure: false });
    type('b');
    expect(input.giveUp()).toEqual({ text: 'b', sure: false });
    expect(input.giveUp()).toEqual({ text: '', sure: false });
  });

  it('is not sent again as a part of a longer paste; a report is, without a word when it is not', () => {
    const { world, input } = setup();
    input.send(bytes('part'), 'part');
    input.send(bytes('report'), 'report');
    world.sent = [];
    input.settle(typed(0), true);
    expect(world.sent).toEqual(['2 report']);
    expect(input.settle(typed(0), false)).toEqual({ text: '', sure: true });
  });
});

it('a reloaded page goes on with the numbers of the one before', () => {
  const { world, input, type } = setup();
  input.settle(typed(57), true);
  type('a');
  expect(world.sent).toEqual(['58 a']);
});

it('only so much is kept', () => {
  const { input, type } = setup();
  const piece = 'x'.repeat(INPUT_MAX);
  for (let kept = 0; kept < INPUT_KEPT_MAX; kept += INPUT_MAX) expect(type(piece)).toEqual(['sent']);
  expect(type('y')).toEqual(['full']);
  input.taken(1);
  expect(type('y')).toEqual(['sent']);
});

it('nothing is kept for an older host, which does not say what it took', () => {
  const { world, input, type } = setup();
  input.settle(undefined, true);
  for (let sent = 0; sent <= INPUT_KEPT_MAX; sent += INPUT_MAX) expect(type('x'.repeat(INPUT_MAX))).toEqual(['sent']);
  world.sent = [];
  expect(input.settle(undefined, true).text).toBe('');
  expect(world.sent).toEqual([]);
});
