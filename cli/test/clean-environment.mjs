import { join } from 'node:path';

/** What tests may take from the environment around them. All else is left behind: homes, keys, marks of an agent or a multiplexer. */
const KEPT = new Set(['PATH', 'SHELL', 'USER', 'LOGNAME', 'TERM', 'COLORTERM', 'TZ', 'CI', 'NO_COLOR', 'FORCE_COLOR', 'LANG', 'LANGUAGE']);

/**
 * The environment of a test process: a few plain variables, and homes of its own.
 * @param {Record<string, string | undefined>} env
 * @param {{ folder: string, run: string }} own folder: a temporary folder with `home`, `state` and `tmp` in it; run: its mark
 * @returns {Record<string, string>}
 */
export function cleanEnvironment(env, { folder, run }) {
  /** @type {Record<string, string>} */
  const clean = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (KEPT.has(name) || name.startsWith('LC_'))) clean[name] = value;
  }
  return {
    ...clean,
    HOME: join(folder, 'home'),
    BECKON_HOME: join(folder, 'state'),
    TMPDIR: join(folder, 'tmp'),
    BECKON_TEST_RUN: run,
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
  };
}
