import { expect, it } from 'vitest';
import { type Failure, type Result, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import { ByteRing } from './byte-ring.ts';
import type { Picture } from './screen-messages.ts';
import type { SessionOutput } from './session-output.ts';
import type { ViewerSink } from './viewer.ts';
import { Viewers } from './viewers.ts';

const OLD: Picture = { offset: 0, cols: 80, rows: 24, screenAt: 0, data: new Uint8Array(0) };

/** Viewers of an output whose pictures come when the test says, and are of use from when it says. */
function setup() {
  const asked: ((picture: Result<Picture>) => void)[] = [];
  const paused = new Set<string>();
  const world = { follows: null as number | null };
  const output = {
    ring: new ByteRing(1024, 1024),
    cols: 80,
    rows: 24,
    picture: () => new Promise<Result<Picture>>((resolve) => asked.push(resolve)),
    follows: () => world.follows,
    resumes: () => false,
    paused: (reason: string) => paused.has(reason),
    pause: (reason: string, on: boolean) => void (on ? paused.add(reason) : paused.delete(reason)),
  } as unknown as SessionOutput;
  const viewers = new Viewers({ output, now: () => 0, exit: () => null, resized: () => undefined, left: () => undefined });
  const look = (id: number) => {
    const nothing = () => undefined;
    const sink: ViewerSink = {
      ...{ output: nothing, snapshot: nothing, screen: nothing, lines: nothing, notice: nothing },
      ...{ isFull: () => false, takesScreens: false, numbersInput: true },
    };
    const session = 'aaaaaaaaaaaa' as SessionId;
    const viewer = viewers.attach({ session, viewer: id, client: `page ${id}`, cols: 80, rows: 24, visible: true }, sink, false);
    viewers.begin(viewer);
    return viewer;
  };
  /** The picture that was asked for first comes. */
  const answer = async (picture: Result<Picture> = success(OLD)) => {
    asked.shift()?.(picture);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { viewers, look, answer, world, paused };
}

async function bothWait() {
  const all = setup();
  const [one, other] = [all.look(1), all.look(2)];
  for (let tries = 0; tries < 6; tries += 1) await all.answer(); // three useless ones for each
  expect(all.paused).toContain('picture');
  return { ...all, one, other };
}

it('a program waits until the last of those has its picture who could not get one', async () => {
  const { answer, world, paused, one, other } = await bothWait();
  world.follows = 0;
  await answer();
  expect([one.live, other.live]).toEqual([true, false]);
  expect(paused).toContain('picture');
  await answer();
  expect(other.live).toBe(true);
  expect(paused).not.toContain('picture');
});

it('a program waits no more for a picture when those who wait for one have gone', async () => {
  const { viewers, answer, paused, one, other } = await bothWait();
  viewers.detach(one, 'said');
  await answer();
  expect(paused).toContain('picture');
  const error: Failure = { code: 'screen_unavailable', message: 'None.' };
  await answer({ ok: false, error });
  expect(other.live).toBe(false);
  expect(paused).not.toContain('picture');
});
