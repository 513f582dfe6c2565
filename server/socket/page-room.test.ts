import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { PAGE_FULL, SOCKET_CUT } from '#common/limits.ts';
import { watchRoom } from './page-room.ts';

/** A connection whose system takes nothing until the test says so. */
function setup() {
  const socket = Object.assign(new EventEmitter(), { writableLength: 0 });
  const conn = Object.assign(new EventEmitter(), { request: { socket }, close: (discard: boolean) => void closed.push(discard) });
  const closed: boolean[] = [];
  let drains = 0;
  const room = watchRoom({ conn } as never, () => {
    drains += 1;
  });
  /** Given to engine.io, as text or bytes. */
  const give = (size: number) => conn.emit('packetCreate', { data: size % 2 === 0 ? 'x'.repeat(size) : new Uint8Array(size) });
  /** engine.io gives it all to the system. */
  const flush = (size: number) => {
    socket.writableLength += size;
    conn.emit('drain');
  };
  const read = () => {
    socket.writableLength = 0;
    socket.emit('drain');
  };
  return { room, give, flush, read, closed, drains: () => drains };
}

it('a page is full while it has more unread than the mark, wherever it waits, and says when that may have changed', () => {
  const { room, give, flush, read, drains } = setup();
  give(PAGE_FULL - 1);
  expect(room.isFull()).toBe(false);
  give(2);
  expect(room.isFull()).toBe(true);
  flush(PAGE_FULL + 1);
  expect([room.isFull(), drains()]).toEqual([true, 1]);
  read();
  expect([room.isFull(), drains()]).toEqual([false, 2]);
});

it('a page that leaves more unread than anything it is sent explains is cut off, without waiting until it reads', () => {
  const { give, closed } = setup();
  for (let given = 0; given < SOCKET_CUT; given += 1024 * 1024) give(1024 * 1024);
  expect(closed).toEqual([]);
  give(2);
  expect(closed).toEqual([true]);
});
