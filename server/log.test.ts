import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLog, LOG_BYTES } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (name = 'hub.log') =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('createFileLog', () => {
  it('writes at once, for its owner only, and mends a loose mode', () => {
    writeFileSync(join(folder, 'hub.log'), '');
    chmodSync(join(folder, 'hub.log'), 0o644);
    const log = createFileLog({ folder, name: 'hub' });
    log.info({ session: 'a' }, 'said');
    log.debug({}, 'not at this level');
    expect(lines()).toMatchObject([{ session: 'a', msg: 'said', pid: process.pid }]);
    expect(statSync(join(folder, 'hub.log')).mode & 0o777).toBe(0o600);
    log.close();
  });

  it("hides what holds a credential or a person's words", () => {
    const log = createFileLog({ folder, name: 'hub' });
    log.warn(
      {
        token: 'CANARY',
        headers: { authorization: 'CANARY', cookie: 'CANARY', 'set-cookie': 'CANARY' },
        request: { query: { key: 'CANARY' } },
        launch: { env: { A: 'CANARY' }, prompt: 'CANARY' },
      },
      'said',
    );
    expect(readFileSync(join(folder, 'hub.log'), 'utf8')).not.toContain('CANARY');
    log.close();
  });

  it('keeps three full logs, no more', () => {
    for (const [name, text] of [
      ['hub.log', 'x'.repeat(LOG_BYTES)],
      ['hub.log.1', 'one'],
      ['hub.log.2', 'two'],
      ['hub.log.3', 'three'],
    ] as const)
      writeFileSync(join(folder, name), text);
    const log = createFileLog({ folder, name: 'hub' });
    log.info({}, 'new');
    log.close();
    expect(readdirSync(folder).sort()).toEqual(['hub.log', 'hub.log.1', 'hub.log.2', 'hub.log.3']);
    expect(lines()).toMatchObject([{ msg: 'new' }]);
    expect(readFileSync(join(folder, 'hub.log.3'), 'utf8')).toBe('two');
  });

  it('is set aside while it grows, too', () => {
    const log = createFileLog({ folder, name: 'hub' });
    for (let sent = 0; sent <= LOG_BYTES + 2_000_000; sent += 1_000_000) log.info({ text: 'x'.repeat(1_000_000) }, 'long');
    log.close();
    expect(readdirSync(folder).sort()).toEqual(['hub.log', 'hub.log.1']);
  });

  it('never writes through a symbolic link', () => {
    writeFileSync(join(folder, 'target'), '');
    symlinkSync(join(folder, 'target'), join(folder, 'hub.log'));
    expect(() => createFileLog({ folder, name: 'hub' })).toThrow(/ELOOP/);
  });
});
