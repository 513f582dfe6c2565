import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOGIN_LIFE_S, LOGINS_MAX, openSecretStore, type SecretStore } from './secret-store.ts';

let folder: string;
let mended: string[];
let time: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-secrets-'));
  mended = [];
  time = 1_700_000_000_000;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const paths = () => ({ gate: join(folder, 'gate.json'), token: join(folder, 'token') });
const tryOpen = () => openSecretStore({ paths: paths(), random: randomBytes, now: () => time, mended: (what) => mended.push(what) });
const open = async (): Promise<SecretStore> => {
  const opened = await tryOpen();
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
};
const token = async () => (await readFile(paths().token, 'utf8')).trim();
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const added = async (store: SecretStore) => {
  const login = await store.addLogin();
  if (!login.ok) throw new Error(login.error.message);
  return login.value;
};

describe('secrets', () => {
  it('S28 differ between two folders and have 256 bits', async () => {
    const first = { instance: (await open()).instanceId, token: await token() };
    await rm(paths().gate);
    await rm(paths().token);
    const second = { instance: (await open()).instanceId, token: await token() };
    expect(first.instance).not.toBe(second.instance);
    expect(first.token).not.toBe(second.token);
    expect(Buffer.from(second.token, 'base64url')).toHaveLength(32);
    expect(mended).toEqual([]);
  });

  it('stay the same over a restart, and lie on disk as hashes', async () => {
    const store = await open();
    const login = await added(store);
    const again = await open();
    expect(again.instanceId).toBe(store.instanceId);
    expect(again.findLogin(login.cookie, login.key)).toBe(login.id);
    expect(again.isBearer(await token())).toBe(true);
    const file = await readFile(paths().gate, 'utf8');
    for (const secret of [login.cookie, login.key, await token()]) expect(file).not.toContain(secret);
    expect(mended).toEqual([]);
  });

  it.each([
    ['emptied', ''],
    ['half written', '{"version":1,"instanceId":"'],
    ['of another shape', '{"version":1,"instanceId":"0123456789abcdef","tokenHash":"","logins":[]}'],
  ])('S28 are all new when gate.json is %s', async (_name, content) => {
    const store = await open();
    const login = await added(store);
    const before = await token();
    await writeFile(paths().gate, content);
    const again = await open();
    expect(again.findLogin(login.cookie, login.key)).toBeNull();
    expect(again.isBearer(before)).toBe(false);
    expect(again.isBearer('')).toBe(false);
    expect(again.isBearer(await token())).toBe(true);
    expect(again.instanceId).not.toBe('0123456789abcdef');
    expect(mended).toEqual([expect.stringContaining('every login is over')]);
  });

  it.each([
    ['emptied', ''],
    ['replaced', 'guessable\n'],
  ])('S28 make a new token when its file is %s; logins stay', async (_name, content) => {
    const store = await open();
    const login = await added(store);
    await writeFile(paths().token, content);
    const again = await open();
    expect(again.isBearer(content.trim())).toBe(false);
    expect(again.isBearer(await token())).toBe(true);
    expect(again.findLogin(login.cookie, login.key)).toBe(login.id);
    expect(mended).toHaveLength(1);
  });

  it.each([0o000, 0o022])('S33 are 0600 under umask %s, and repaired when they are not', async (mask) => {
    const before = process.umask(mask);
    try {
      await added(await open());
      expect([await modeOf(paths().gate), await modeOf(paths().token)]).toEqual(['600', '600']);
      await chmod(paths().gate, 0o644);
      await chmod(paths().token, 0o640);
      await open();
      expect([await modeOf(paths().gate), await modeOf(paths().token)]).toEqual(['600', '600']);
      expect(mended).toHaveLength(2);
      expect((await readdir(folder)).toSorted()).toEqual(['gate.json', 'token']);
    } finally {
      process.umask(before);
    }
  });

  it('refuse a symbolic link in their place', async () => {
    const target = join(folder, 'target');
    await writeFile(target, 'theirs');
    await symlink(target, paths().token);
    expect(await tryOpen()).toMatchObject({ ok: false, error: { code: 'io_failed', message: expect.stringContaining('symbolic link') } });
    expect(await readFile(target, 'utf8')).toBe('theirs');
  });
});

describe('logins', () => {
  it('need cookie and key of the same login', async () => {
    const store = await open();
    const [first, second] = [await added(store), await added(store)];
    expect(store.findLogin(first.cookie, first.key)).toBe(first.id);
    expect(store.findLogin(first.cookie, null)).toBe(first.id);
    expect(store.findLogin(first.cookie, second.key)).toBeNull();
    expect(store.findLogin('', '')).toBeNull();
  });

  it('are at most a hundred; the oldest goes and is named', async () => {
    const store = await open();
    const first = await added(store);
    for (let count = 1; count < LOGINS_MAX; count += 1) await added(store);
    expect(store.findLogin(first.cookie, first.key)).toBe(first.id);
    expect((await added(store)).dropped).toEqual([first.id]);
    expect(store.findLogin(first.cookie, first.key)).toBeNull();
  });

  it('end when their cookie would', async () => {
    const store = await open();
    const login = await added(store);
    time += LOGIN_LIFE_S * 1000;
    expect(store.findLogin(login.cookie, login.key)).toBeNull();
  });

  it('are not made when they cannot be written, and say why', async () => {
    const store = await open();
    const login = await added(store);
    await rm(folder, { recursive: true });
    expect(await store.addLogin()).toMatchObject({ ok: false, error: { code: 'io_failed' } });
    expect(store.findLogin(login.cookie, login.key)).toBe(login.id);
  });

  it('stay ended over a restart', async () => {
    const store = await open();
    const [first, second] = [await added(store), await added(store)];
    await store.removeLogin(first.id);
    expect((await open()).findLogin(first.cookie, first.key)).toBeNull();
    const old = await token();
    await store.rotate();
    const again = await open();
    expect(again.findLogin(second.cookie, second.key)).toBeNull();
    expect(again.isBearer(old)).toBe(false);
    expect(again.isBearer(await token())).toBe(true);
  });
});
