import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS, runTests } from './test/run.mjs';

// `npm test` and its parts: node cli/test.mjs [all|unit|e2e|security]. The last line is `N passed, N failed`.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kind = process.argv[2] ?? 'all';

if (Object.hasOwn(KINDS, kind)) {
  const { passed, failed, notes } = await runTests({ root, kind: /** @type {keyof typeof KINDS} */ (kind) });
  for (const note of notes) console.log(note);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} else {
  console.error(`Unknown kind of tests ${JSON.stringify(kind)}: it is one of ${Object.keys(KINDS).join(', ')}.`);
  process.exitCode = 2;
}
