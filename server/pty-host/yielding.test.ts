import { beforeEach, describe, expect, it } from 'vitest';
import { FRAME_DATA_MAX, TYPING_MS } from '#common/limits.ts';
import type { SessionId } from '#common/session.ts';
import { attach, host, hostForEachTest, launch, Page, pass, ptys } from './fake-host.ts';

hostForEachTest();

const QUIET = 'bbbbbbbbbbbb' as SessionId;

beforeEach(() => {
  host.create(launch());
  host.create(launch(QUIET));
  pass(TYPING_MS);
});

/** One program prints more than a frame; gives whether it has to wait for the rest. */
function waits(): boolean {
  for (let frames = 0; frames < 2; frames += 1) ptys[0]?.print('x'.repeat(FRAME_DATA_MAX));
  return ptys[0]?.paused === true;
}

describe('a flood waits a moment after each frame', () => {
  it('while somebody types elsewhere, and not after that', async () => {
    const { live, viewer } = await attach(new Page(), { session: QUIET });
    pass(TYPING_MS);
    expect(waits()).toBe(false);
    live.input.type(viewer, 1, new Uint8Array([97]));
    expect(waits()).toBe(true);
    for (let frames = 0; frames < 2; frames += 1) ptys[1]?.print('x'.repeat(FRAME_DATA_MAX));
    expect(ptys[1]?.paused).toBe(false);
    await expect.poll(() => ptys[0]?.paused).toBe(false); // the beat came
    pass(TYPING_MS);
    expect(waits()).toBe(false);
  });

  it('when somebody has just opened another terminal: a key will follow', async () => {
    await attach(new Page(), { session: QUIET });
    expect(waits()).toBe(true);
  });

  it('but not for a page that comes back unseen, nor for one that opens this very terminal', async () => {
    await attach(new Page(), { session: QUIET, visible: false });
    expect(waits()).toBe(false);
    await attach(new Page(), { viewer: 2, client: 'two' });
    expect(waits()).toBe(false);
  });
});
