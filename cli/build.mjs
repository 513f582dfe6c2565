import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './build/bundles.mjs';
import { buildPage, restorePage } from './build/page.mjs';
import { runNode } from './build/run-node.mjs';
import { fileDigest, pageBuildId, sourceDigest } from './start/stamp.mjs';

// `npm run build`: database client, bundles, page. The old build stays until the new one is whole.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

restorePage(root); // a build that was killed left the old page aside
const sources = sourceDigest(root); // before anything is read: an edit during the build must make the next one
try {
  runNode('Generating the database client', [join(root, 'prisma', 'generate.mjs')], { cwd: root });
  const files = await bundle(root);
  buildPage(root);
  write(files);
} catch (error) {
  console.error(`Build failed: ${error instanceof Error ? error.message : String(error)}`);
  console.error('The build from before, if there is one, is still in place.');
  process.exitCode = 1;
}

/** @param {Map<string, Uint8Array>} files name in dist -> content */
function write(files) {
  mkdirSync(dist, { recursive: true });
  rmSync(join(dist, 'build.json'), { force: true }); // from here to its return nothing says that the build is whole
  for (const [name, content] of files) replaceFile(join(dist, name), content);
  const bundles = [...files.keys()].filter((name) => !name.endsWith('.map'));
  const record = {
    sources,
    page: pageBuildId(root),
    files: Object.fromEntries(bundles.map((name) => [name, fileDigest(join(dist, name))])),
  };
  replaceFile(join(dist, 'build.json'), `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * A process that is just starting reads the old file or the new one, never a half.
 * @param {string} path
 * @param {string | Uint8Array} content
 */
function replaceFile(path, content) {
  writeFileSync(`${path}.draft`, content);
  renameSync(`${path}.draft`, path);
}
