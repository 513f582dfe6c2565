import { expect, test } from 'vitest';
import { sessionIdSchema } from '#common/session.ts';
import { createGoing } from './going.ts';

const SESSION = sessionIdSchema.parse('000000000001');

function makeGoing() {
  const page = Object.assign(new EventTarget(), { location: { pathname: '/' } as Location });
  return { page, going: createGoing(page as unknown as Window) };
}

test('who listens hears of a way before it is shown, and it is over when the router arrives', () => {
  const { going } = makeGoing();
  const heard: unknown[] = [];
  const stop = going.onGoing((id) => heard.push([id, going.store.getState()]));
  going.to(SESSION, '/s/1');
  expect(heard).toEqual([[SESSION, null]]);
  expect(going.store.getState()).toEqual({ from: '/', to: '/s/1' });
  going.arrived('/s/1');
  expect(going.store.getState()).toBeNull();
  stop();
  going.to(SESSION, '/s/2');
  expect(heard).toHaveLength(1);
  expect(going.store.getState()).toEqual({ from: '/s/1', to: '/s/2' });
});

test('who goes back at once is where the address says', () => {
  const { page, going } = makeGoing();
  going.to(SESSION, '/s/1');
  page.dispatchEvent(new Event('popstate'));
  expect(going.store.getState()).toBeNull();
  going.close();
  going.to(SESSION, '/s/1');
  page.dispatchEvent(new Event('popstate'));
  expect(going.store.getState()).not.toBeNull();
});
