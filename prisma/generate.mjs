/**
 * Generates the database client from `schema.prisma` into `server/db/generated`. Works without a network.
 *
 *   node prisma/generate.mjs
 *
 * Ends with 0 when the client is there, else with Prisma's own code and words.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

function prismaCli() {
  try {
    return createRequire(import.meta.url).resolve('prisma/build/index.js');
  } catch (error) {
    console.error(
      'Cannot generate the database client: the package "prisma" is not installed. Run "npm install" first.',
      error instanceof Error ? error.message : error,
    );
    process.exit(1);
  }
}

const run = spawnSync(process.execPath, [prismaCli(), 'generate', '--schema', join(here, 'schema.prisma'), '--no-hints'], {
  cwd: dirname(here),
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    // Generating needs no schema engine, yet Prisma downloads one unless it is told of a file that exists.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    // No call home: neither telemetry nor a look for newer versions.
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
});
if (run.error) console.error('Cannot generate the database client:', run.error.message);
process.exit(run.status ?? 1);
