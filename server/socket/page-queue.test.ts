import { expect, it } from 'vitest';
import { PageQueue } from './page-queue.ts';

function setup() {
  const world = { room: 0, given: [] as string[] };
  const queue = new PageQueue(() => world.room <= 0);
  const send = (viewer: number, text: string, kind?: string) => {
    const give = () => {
      world.room -= 1;
      world.given.push(`${viewer}${text}`);
    };
    queue.send(viewer, kind === undefined ? { give } : { give, kind });
  };
  const read = (count: number) => {
    world.room = count;
    queue.drained();
    return world.given.splice(0);
  };
  return { world, queue, send, read };
}

it('gives at once while there is room', () => {
  const { world, send } = setup();
  world.room = 9;
  send(1, 'a');
  send(1, 'b');
  expect(world.given).toEqual(['1a', '1b']);
});

it('gives in order to each viewer, and to each in its turn', () => {
  const { world, send, read } = setup();
  for (const each of ['a', 'b', 'c', 'd', 'e', 'f']) send(1, each);
  for (const each of ['a', 'b']) for (const viewer of [2, 3]) send(viewer, each);
  expect(read(4)).toEqual(['1a', '2a', '3a', '1b']);
  world.room = 1;
  send(2, 'c'); // though there is room: it comes after its own
  expect(read(99)).toEqual(['2b', '3b', '1c', '2c', '1d', '1e', '1f']);
});

it('gives every other turn to what is typed into: an echo is behind one piece of the others', () => {
  const { queue, send, read } = setup();
  for (let each = 0; each < 6; each += 1) for (const viewer of [1, 2]) send(viewer, 'x');
  queue.typed(3);
  expect(read(2)).toEqual(['1x', '2x']);
  for (const each of ['a', 'b', 'c']) send(3, each);
  expect(read(6)).toEqual(['3a', '1x', '3b', '2x', '3c', '1x']);
});

it('replaces a notice by the next of its kind, unless something came in between', () => {
  const { send, read } = setup();
  send(1, 'owner a', 'owner');
  send(1, 'owner b', 'owner');
  send(1, 'frame');
  send(1, 'owner c', 'owner');
  expect(read(9)).toEqual(['1owner b', '1frame', '1owner c']);
});

it('forgets what waits for a viewer that has left', () => {
  const { queue, send, read } = setup();
  send(1, 'a');
  send(2, 'a');
  queue.left(1);
  expect(read(9)).toEqual(['2a']);
});
