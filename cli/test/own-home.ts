import { randomUUID } from 'node:crypto';
import { cleanEnvironment } from './clean-environment.mjs';
import { makeRunFolder } from './run-folder.mjs';

/**
 * Gives tests that are run by vitest alone the same clean environment as `npm test` does, before the workers inherit it.
 * Returns what takes it away.
 */
export function setup(): (() => void) | undefined {
  if (process.env.BECKON_TEST_RUN !== undefined) return undefined;
  const own = makeRunFolder();
  const clean = cleanEnvironment(process.env, { folder: own.folder, run: randomUUID() });
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(VITEST|NODE_ENV|TEST|MODE|DEV|PROD|SSR|BASE_URL|BECKON_TEST_(?:SEED|RUNS)$)/.test(name),
  );
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, Object.fromEntries(kept), clean);
  return own.remove;
}
