import { expect, it } from 'vitest';
import { FRAME_DATA_MAX, VIEWER_HIGH } from '#common/limits.ts';
import { ByteRing } from './byte-ring.ts';
import { Viewer } from './viewer.ts';
import { ViewerTurns } from './viewer-turns.ts';

const nothing = () => undefined;

/** So many sessions that flood one client, each with more than its viewer's credit, and a socket that takes what it is told to. */
function setup(sessions: number) {
  const world = { room: 0, sent: [] as number[] };
  const places = new Map<number, { viewer: Viewer; live: { viewers: { pump: (viewer: Viewer, frames?: number) => void } } }>();
  const isFull = () => world.room <= 0;
  for (let id = 1; id <= sessions; id += 1) {
    const ring = new ByteRing(4 * VIEWER_HIGH);
    ring.append(new Uint8Array(2 * VIEWER_HIGH));
    const output = (viewer: number, _offset: number, { length }: Uint8Array) => {
      world.room -= length;
      world.sent.push(viewer);
    };
    const sink = { output, isFull, snapshot: nothing, screen: nothing, lines: nothing, notice: nothing, takesScreens: true };
    const viewer = new Viewer({ id, client: 'hub', cols: 80, rows: 24, visible: true, sink: { ...sink, numbersInput: true } }, 0);
    viewer.start(0);
    places.set(id, { viewer, live: { viewers: { pump: (each, frames) => each.pump(ring, frames) } } });
  }
  const turns = new ViewerTurns(places as never, isFull);
  /** The other end reads so much. */
  const read = (bytes: number) => {
    world.room += bytes;
    turns.drained();
  };
  return { world, turns, read, places };
}

const shares = (sent: readonly number[], sessions: number) =>
  Array.from({ length: sessions }, (_, at) => sent.filter((each) => each === at + 1).length * FRAME_DATA_MAX);

it.each([2, 5, 16])('%d sessions that flood get the same share of a client that reads slowly, to a frame', (sessions) => {
  const { world, read } = setup(sessions);
  // Read in lots that are no multiple of anything, while everybody still has credit.
  for (let bytes = 0; bytes < sessions * (VIEWER_HIGH / 2); bytes += 100_000) {
    read(100_000);
    const each = shares(world.sent, sessions);
    expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(FRAME_DATA_MAX);
  }
  expect(world.sent.length).toBeGreaterThan(sessions);
});

it('who has been given all that it may have keeps nobody waiting, and the socket is filled', () => {
  const { world, read } = setup(3);
  read(Number.POSITIVE_INFINITY);
  expect(shares(world.sent, 3)).toEqual([VIEWER_HIGH, VIEWER_HIGH, VIEWER_HIGH]);
});

it('what is typed into has every other turn: its echo is behind one frame at most', () => {
  const { world, turns, read, places } = setup(16);
  turns.typedInto = 11;
  read(1);
  expect(world.sent).toEqual([11]);
  world.room = 0;
  places.get(11)?.viewer.acknowledge(FRAME_DATA_MAX, 0);
  read(5 * FRAME_DATA_MAX);
  expect(world.sent.slice(1)).toEqual([11, 1, 11, 2, 11]);
});
