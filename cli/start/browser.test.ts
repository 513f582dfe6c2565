import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserOpener, openBrowser, redirectPage } from './browser.mjs';

const nothing = () => false;

test.each([
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, null],
  ['linux', { DISPLAY: '' }, null],
  ['linux', { DISPLAY: ':0', SSH_CONNECTION: '1' }, null],
  ['linux', { DISPLAY: ':0', CI: 'true' }, null],
  ['darwin', {}, 'open'],
  ['darwin', { SSH_TTY: '/dev/ttys1' }, null],
])('%s with %j: %s', (platform, env, opener) => {
  expect(browserOpener(env, { platform, exists: nothing })).toBe(opener);
});

test('a browser that may not read the file is not opened', () => {
  expect(browserOpener({ DISPLAY: ':0' }, { platform: 'linux', exists: (path) => path === '/snap/bin/firefox' })).toBeNull();
});

test('the link is in a private file, and the file goes away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-browser-'));
  writeFileSync(join(folder, 'open.html'), 'of an earlier start', { mode: 0o644 });
  const remove = openBrowser({ opener: '/bin/true', link: 'http://beckon.localhost:1/login#secret', folder, env: {} });
  expect(readFileSync(join(folder, 'open.html'), 'utf8')).toContain('location.replace("http://beckon.localhost:1/login#secret")');
  expect(statSync(join(folder, 'open.html')).mode & 0o777).toBe(0o600);
  remove();
  expect(() => statSync(join(folder, 'open.html'))).toThrow('ENOENT');
  rmSync(folder, { recursive: true });
});

test('no link ends the script early', () => {
  expect(redirectPage('http://a/#</script><script>')).not.toContain('#</script>');
});
