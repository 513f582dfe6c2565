import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const MAC_APPS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/**
 * A Chromium that is installed and starts. `BECKON_TEST_BROWSER` names one; it is then the only candidate.
 * @param {Record<string, string | undefined>} env
 * @returns {string | null} its absolute path
 */
export function installedBrowser(env) {
  if (env.BECKON_TEST_BROWSER !== undefined) return starts(env.BECKON_TEST_BROWSER) ? env.BECKON_TEST_BROWSER : null;
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC_APPS];
  return candidates.find(starts) ?? null;
}

/**
 * A browser for the tests: one that is installed, else Playwright's own, else the Debian package where we may install it.
 * @param {{ root: string, env: Record<string, string>, run: (name: string, file: string, args: string[]) => Promise<boolean> }} options
 * @returns {Promise<string | null>}
 */
export async function ensureBrowser({ root, env, run }) {
  const installed = installedBrowser(env);
  if (installed !== null || env.BECKON_TEST_BROWSER !== undefined) return installed;
  return (await playwrightBrowser({ root, run })) ?? (await debianBrowser({ env, run }));
}

/** @param {{ root: string, run: (name: string, file: string, args: string[]) => Promise<boolean> }} options */
async function playwrightBrowser({ root, run }) {
  const { chromium } = await import('@playwright/test');
  if (starts(chromium.executablePath())) return chromium.executablePath();
  const script = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  await run('Downloading a browser', process.execPath, [script, 'install', '--no-shell', 'chromium']);
  return starts(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** @param {{ env: Record<string, string>, run: (name: string, file: string, args: string[]) => Promise<boolean> }} options */
async function debianBrowser({ env, run }) {
  const apt = aptCommand();
  if (apt === null) return null;
  const file = apt[0] ?? 'apt-get';
  await run('Updating the package list', file, [...apt.slice(1), 'update']);
  await run('Installing the package chromium', file, [...apt.slice(1), 'install', '-y', '--no-install-recommends', 'chromium']);
  return installedBrowser(env);
}

/** @returns {string[] | null} apt-get with the right to install, or null */
function aptCommand() {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return null;
  if (process.getuid?.() === 0) return ['apt-get'];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n', 'apt-get'] : null;
}

/**
 * Some systems have a program of that name that only says where to get the real one.
 * @param {string} file
 */
function starts(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    return false;
  }
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}
