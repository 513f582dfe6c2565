import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The browser has read the file long before; what it holds is good for one login. */
const FILE_LIFE_MS = 60_000;
/** Browsers packed this way may not read hidden folders of a home, where the state folder is. */
const SNAP_BROWSERS = ['/snap/bin/firefox', '/snap/bin/chromium'];

/**
 * The program that opens a file in the browser; null where there is no browser to open or nobody to see it.
 * @param {Record<string, string | undefined>} env
 * @param {{ platform: string, exists?: (path: string) => boolean }} system
 */
export function browserOpener(env, { platform, exists = existsSync }) {
  const isFarOrScripted = [env.CI, env.SSH_CONNECTION, env.SSH_CLIENT, env.SSH_TTY].some((value) => value !== undefined && value !== '');
  if (isFarOrScripted) return null;
  if (platform === 'darwin') return 'open';
  const hasScreen = (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== '';
  return hasScreen && !SNAP_BROWSERS.some(exists) ? 'xdg-open' : null;
}

/**
 * Opens the link by way of a private file: arguments of a program can be read by every user of the machine, and the
 * link is a key.
 * @param {{ opener: string, link: string, folder: string, env: Record<string, string> }} options folder: the state folder
 * @returns {() => void} removes the file
 */
export function openBrowser({ opener, link, folder, env }) {
  const file = join(folder, 'open.html'); // one name: what a start left that ended before its time is replaced
  const remove = () => rmSync(file, { force: true });
  try {
    remove();
    writeFileSync(file, redirectPage(link), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    console.error(`Cannot open the browser: ${error instanceof Error ? error.message : String(error)}. Open the link yourself.`);
    return () => undefined;
  }
  const child = spawn(opener, [file], { env, detached: true, stdio: 'ignore' });
  child.on('error', remove); // no such program: the printed link is there
  child.unref();
  setTimeout(remove, FILE_LIFE_MS).unref();
  return remove;
}

/** @param {string} link */
export function redirectPage(link) {
  const script = JSON.stringify(link).replaceAll('<', '\\u003c');
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Beckon</title><script>location.replace(${script})</script>\n`;
}
