import { expect, it } from 'vitest';
import type { CreateSession } from '#common/api.ts';
import { failure, success } from '#common/result.ts';
import type { Session } from '#common/session.ts';
import { createFakeHost } from './testing/fake-host.ts';
import { tryDemo } from './try-demo.ts';

function parts({ failAt = -1, taken = [] as string[] } = {}) {
  const asked: CreateSession[] = [];
  return {
    asked,
    host: createFakeHost(),
    taken: () => new Set([...taken, ...asked.map(({ name = '' }) => name)]),
    create: async (request: CreateSession) => {
      if (asked.length === failAt) return failure('session_limit', 'Too many.');
      asked.push(request);
      return success({ name: request.name } as Session);
    },
  };
}

it('starts three in one new folder, each with a story of its own', async () => {
  const all = parts();
  expect(await tryDemo(all)).toEqual({ ok: true, value: [{ name: 'auth-api' }, { name: 'release-notes' }, { name: 'billing' }] });
  expect(all.asked.map(({ provider, cwd }) => `${provider} ${cwd}`)).toEqual(Array(3).fill('demo /demo/scratch/webapp'));
  expect(new Set(all.asked.map(({ prompt }) => prompt)).size).toBe(3);
});

it('numbers names that are taken', async () => {
  const all = parts({ taken: ['auth-api', 'auth-api 2'] });
  await tryDemo(all);
  expect(all.asked.map(({ name }) => name)).toEqual(['auth-api 3', 'release-notes', 'billing']);
});

it('a failure says how many were started before', async () => {
  expect(await tryDemo(parts({ failAt: 0 }))).toMatchObject({ ok: false, error: { code: 'session_limit', message: 'Too many.' } });
  expect(await tryDemo(parts({ failAt: 2 }))).toMatchObject({
    ok: false,
    error: { code: 'session_limit', message: '2 of 3 demo agents were started, then: Too many.' },
  });
});

it('without a folder nothing is started', async () => {
  const all = parts();
  all.host.failNext('makeProject', { code: 'disk_full', message: 'Full.' });
  expect(await tryDemo(all)).toMatchObject({ ok: false, error: { code: 'disk_full' } });
  expect(all.asked).toEqual([]);
});
