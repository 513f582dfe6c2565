import { expect, test } from 'vitest';
import { createOfferedActions } from './offered-actions.ts';

test('the offer that came last runs, and the one before it again when that is gone', () => {
  const offered = createOfferedActions();
  const ran: string[] = [];
  const endFirst = offered.offer('session.new', () => ran.push('first'), 'one');
  const endSecond = offered.offer('session.new', () => ran.push('second'));
  expect(offered.store.getState()).toEqual(new Map([['session.new', null]]));
  expect(offered.run('session.new')).toBe(true);
  endSecond();
  endSecond();
  offered.run('session.new');
  expect(ran).toEqual(['second', 'first']);
  expect(offered.store.getState()).toEqual(new Map([['session.new', 'one']]));
  endFirst();
  expect(offered.store.getState()).toEqual(new Map());
  expect(offered.run('session.new')).toBe(false);
});
