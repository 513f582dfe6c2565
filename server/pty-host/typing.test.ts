import { expect, it } from 'vitest';
import { TYPING_MS } from '#common/limits.ts';
import { Typing } from './typing.ts';

it('is elsewhere for all but the one that is typed into, until some time after the last key', () => {
  let now = 1000;
  const typing = new Typing(() => now);
  expect(typing.isElsewhere('one')).toBe(false);
  typing.key('one');
  expect([typing.isElsewhere('one'), typing.isElsewhere('two')]).toEqual([false, true]);
  now += TYPING_MS - 1;
  expect(typing.isElsewhere('two')).toBe(true);
  typing.key('two');
  expect([typing.isElsewhere('one'), typing.isElsewhere('two')]).toEqual([true, false]);
  now += TYPING_MS;
  expect(typing.isElsewhere('one')).toBe(false);
});
