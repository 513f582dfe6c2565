import { expect, it } from 'vitest';
import { failure, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import { PictureKeeper } from './picture-keeper.ts';
import type { PtySession } from './pty-session.ts';
import type { Snapshots } from './snapshots.ts';

const full = failure('disk_full', 'The disk is full.');

function live(session: string): PtySession {
  const picture = { offset: 0, cols: 80, rows: 24, data: new Uint8Array(), screenAt: 0 };
  return { info: { session: session as SessionId, state: 'live' }, mark: 'changed', picture: async () => success(picture) } as PtySession;
}

function start(): { keeper: PictureKeeper; told: (string | null)[] } {
  const snapshots = { write: async () => full, remove: async () => success() } as unknown as Snapshots;
  const told: (string | null)[] = [];
  return { keeper: new PictureKeeper(snapshots, (problem) => told.push(problem?.code ?? null)), told };
}

it('a problem goes away with the one session that had it', async () => {
  const { keeper, told } = start();
  expect(await keeper.keep(live('aaaaaaaaaaaa'))).toBe(false);
  await keeper.forget('aaaaaaaaaaaa' as SessionId);
  expect(told).toEqual(['disk_full', null]);
});

it('a problem that another session has as well stays', async () => {
  const { keeper, told } = start();
  await keeper.keep(live('aaaaaaaaaaaa'));
  await keeper.keep(live('bbbbbbbbbbbb'));
  await keeper.forget('aaaaaaaaaaaa' as SessionId);
  expect(told).toEqual(['disk_full']);
});
