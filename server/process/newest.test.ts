import { expect, it } from 'vitest';
import { Newest } from './newest.ts';

it('tells at once while there is room; then one of each key waits, and goes as soon and as far as there is room again', () => {
  const sent: string[] = [];
  let room = 1;
  const newest = new Newest<string, string>({
    isFull: () => room <= 0,
    send: (key, value) => {
      room -= 1;
      sent.push(`${key}${value}`);
    },
    merge: (older, newer) => older + newer,
  });
  newest.tell('a', '1');
  newest.tell('a', '2');
  newest.tell('b', '3');
  newest.tell('a', '4');
  newest.tell('c', '5');
  newest.drained();
  expect(sent).toEqual(['a1']);
  room = 2;
  newest.drained();
  newest.tell('c', '6');
  expect(sent).toEqual(['a1', 'a24', 'b3']);
  room = 9;
  newest.tell('c', '7'); // what came before it goes with it
  expect(sent).toHaveLength(3);
  newest.drained();
  newest.drained();
  newest.tell('c', '8');
  expect(sent).toEqual(['a1', 'a24', 'b3', 'c567', 'c8']);
});
