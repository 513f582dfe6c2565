import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runNode } from './run-node.mjs';

// Next builds in place. The old page waits beside it and comes back when the build fails or is killed.

/**
 * @param {string} root
 */
export function buildPage(root) {
  const { page, aside } = places(root);
  mkdirSync(dirname(aside), { recursive: true });
  if (existsSync(page)) renameSync(page, aside);
  try {
    const next = createRequire(join(root, 'package.json')).resolve('next/dist/bin/next');
    runNode('Building the page', [next, 'build'], { cwd: root, env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } });
  } catch (error) {
    restorePage(root);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/**
 * Puts the page of before back, if one is waiting.
 * @param {string} root
 */
export function restorePage(root) {
  const { page, aside } = places(root);
  if (!existsSync(aside)) return;
  rmSync(page, { recursive: true, force: true });
  renameSync(aside, page);
}

/** @param {string} root */
function places(root) {
  return { page: join(root, '.next'), aside: join(root, 'dist', 'page-before') };
}
