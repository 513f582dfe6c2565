import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the tools of a test run, not the tests, may leave in the temporary folder. */
const OF_TOOLS =
  /^(playwright-(transform-cache|artifacts)|playwright_\w+_profile|node-compile-cache|vitest|\.org\.chromium\.|\.com\.google\.Chrome\.|org\.chromium\.|dotnet-|v8-compile-cache)/;

/**
 * The temporary folder of one test run.
 * Sockets of state folders with long paths are in /tmp itself, whatever the temporary folder is; new ones count as well.
 * @returns {{ folder: string, leftovers: () => string[], remove: () => void }} leftovers: what tests did not clean away
 */
export function makeRunFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-test-'));
  for (const name of ['home', 'state', 'tmp', 'reports']) mkdirSync(join(folder, name), { mode: 0o700 });
  const before = new Set(socketFolders());
  return {
    folder,
    leftovers: () => [
      ...readdirSync(join(folder, 'tmp')).filter((name) => !OF_TOOLS.test(name)),
      ...socketFolders().filter((path) => !before.has(path)),
    ],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function socketFolders() {
  return readdirSync('/tmp')
    .filter((name) => /^beckon-\d+-[0-9a-f]{16}$/.test(name))
    .map((name) => join('/tmp', name));
}
