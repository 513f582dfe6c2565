import { expect, test } from 'vitest';
import { createOfferedActions } from './offered-actions.ts';

test('the offer that came last runs, and the one before it again when that is gone', () => {
  const offered = createOfferedActions();
  const ran: string[] = [];
  const endFirst = offered.offer('session.new', () => ran.push('first'));
  const endSecond = offered.offer('session.new', () => ran.push('second'));
  expect(offered.run('session.new')).toBe(true);
  endSecond();
  endSecond();
  offered.run('session.new');
  expect(ran).toEqual(['second', 'first']);
  expect(offered.store.getState()).toEqual(new Set(['session.new']));
  endFirst();
  expect(offered.store.getState()).toEqual(new Set());
  expect(offered.run('session.new')).toBe(false);
});
