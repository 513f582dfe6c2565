import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const HOME = { NODE_ENV: 'test', BECKON_HOME: '/state' } as const;

describe('readConfig', () => {
  it('has defaults; empty counts as left out', () => {
    const expected = { ok: true, value: { port: 4470, statePath: '/state', publicUrl: null, logLevel: 'info', hasGallery: false } };
    expect(readConfig(HOME)).toEqual(expected);
    expect(readConfig({ ...HOME, BECKON_PORT: '', BECKON_PUBLIC_URL: '', BECKON_LOG: '' })).toEqual(expected);
  });

  it.each(['0', '80', ' 65535 '])('takes port %j', (port) => {
    expect(readConfig({ ...HOME, BECKON_PORT: port })).toMatchObject({ ok: true, value: { port: Number(port) } });
  });

  it.each(['abc', '-1', '65536', '1.5', '0x50', '4470 4471'])('refuses port %j and says how to set it', (port) => {
    expect(readConfig({ ...HOME, BECKON_PORT: port })).toMatchObject({
      ok: false,
      error: { code: 'port_invalid', message: expect.stringMatching(/--port.*BECKON_PORT/) },
    });
  });

  it('refuses an unknown log level', () => {
    expect(readConfig({ ...HOME, BECKON_LOG: 'loud' })).toMatchObject({ ok: false, error: { code: 'argument_invalid' } });
  });
});
