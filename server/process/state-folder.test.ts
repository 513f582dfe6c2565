import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { defaultStateFolder, openStateFolder, stateFolderAt } from './state-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-state-'));
});

afterEach(() => rm(folder, { recursive: true }));

const mode = async (path: string) => (await stat(path)).mode & 0o777;

describe('the state folder', () => {
  it('is where the environment says, else where the system keeps such data', () => {
    expect(defaultStateFolder({ BECKON_HOME: '/somewhere' })).toBe('/somewhere');
    if (process.platform !== 'linux') return;
    expect(defaultStateFolder({ XDG_DATA_HOME: '/data' })).toBe('/data/beckon');
    expect(defaultStateFolder({ XDG_DATA_HOME: 'relative' })).toBe(join(homedir(), '.local/share/beckon'));
  });

  it.each([0, 0o022, 0o077])('is private under umask %i', async (umask) => {
    const before = process.umask(umask);
    try {
      const opened = openStateFolder(join(folder, 'a', 'b'));
      expect(opened.ok).toBe(true);
    } finally {
      process.umask(before);
    }
    for (const name of ['', 'backups', 'snapshots', 'logs']) expect(await mode(join(folder, 'a', 'b', name))).toBe(0o700);
  });

  it('that is too open is closed', async () => {
    await mkdir(join(folder, 'open', 'snapshots'), { recursive: true });
    await chmod(join(folder, 'open'), 0o777);
    await chmod(join(folder, 'open', 'snapshots'), 0o755);
    expect(openStateFolder(join(folder, 'open')).ok).toBe(true);
    expect(await mode(join(folder, 'open'))).toBe(0o700);
    expect(await mode(join(folder, 'open', 'snapshots'))).toBe(0o700);
  });

  it('is refused when a link lies in it where a folder should be, and the target stays untouched', async () => {
    await mkdir(join(folder, 'state'));
    await mkdir(join(folder, 'target'), { mode: 0o755 });
    await symlink(join(folder, 'target'), join(folder, 'state', 'snapshots'));
    expect(openStateFolder(join(folder, 'state'))).toMatchObject({
      ok: false,
      error: { code: 'state_folder_unsafe', message: expect.stringContaining('symbolic link') },
    });
    expect(await mode(join(folder, 'target'))).toBe(0o755);
  });

  it('that is a file, or below one, is refused with its name and the way out', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      expect(openStateFolder(path)).toMatchObject({
        ok: false,
        error: { code: 'state_folder_unwritable', message: expect.stringMatching(/BECKON_HOME/) },
      });
    }
  });

  it.runIf(process.platform === 'linux')('that the system does not let anybody make is refused at once', () => {
    for (const path of ['/proc/none', '/proc/none/below']) {
      expect(openStateFolder(path)).toMatchObject({
        ok: false,
        error: {
          code: 'state_folder_unwritable',
          message: expect.stringMatching(/^Cannot use the state folder \/proc\/none.*BECKON_HOME/),
        },
      });
    }
  });

  it('has socket names that fit, and the same ones each time', () => {
    const deep = `/${'x'.repeat(120)}`;
    expect(Buffer.byteLength(stateFolderAt(deep).ptyHostSocket)).toBeLessThanOrEqual(103);
    expect(stateFolderAt(deep).hubSocket).toBe(stateFolderAt(deep).hubSocket);
    expect(stateFolderAt(deep).hubSocket).not.toBe(stateFolderAt(`${deep}y`).hubSocket);
    expect(stateFolderAt('/short').hubSocket).toBe('/short/hub.sock');
  });
});

describe('a private file', () => {
  it('is replaced as a whole and readable by its owner alone', async () => {
    const before = process.umask(0);
    try {
      expect(await writePrivateFile(join(folder, 'f'), 'one')).toMatchObject({ ok: true });
      expect(await writePrivateFile(join(folder, 'f'), 'two')).toMatchObject({ ok: true });
    } finally {
      process.umask(before);
    }
    expect(await readFile(join(folder, 'f'), 'utf8')).toBe('two');
    expect(await mode(join(folder, 'f'))).toBe(0o600);
    expect(await readPrivateFile(join(folder, 'f'))).toEqual({ ok: true, value: Buffer.from('two') });
  });

  it('that is a link is not followed: neither read nor written through', async () => {
    await writeFile(join(folder, 'target'), 'secret');
    await symlink(join(folder, 'target'), join(folder, 'f'));
    expect(await readPrivateFile(join(folder, 'f'))).toMatchObject({ ok: false, error: { code: 'io_failed' } });
    await writePrivateFile(join(folder, 'f'), 'ours');
    expect(await readFile(join(folder, 'target'), 'utf8')).toBe('secret');
  });

  it('that is missing is null; one in a missing folder cannot be written, and says so', async () => {
    expect(await readPrivateFile(join(folder, 'none'))).toEqual({ ok: true, value: null });
    expect(await writePrivateFile(join(folder, 'none', 'f'), 'x')).toMatchObject({ ok: false, error: { code: 'io_failed' } });
  });
});
