import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the build in `dist` and `.next` is made of the sources as they are now. All sources are read and hashed: a few
 * hundred small files take some 30 ms, and unlike times a digest is right after a checkout, a copy or a clock change.
 */

const FOLDERS = ['app', 'common', 'server', 'cli/build', 'prisma', 'public'];
const FILES = [
  'cli/build.mjs',
  'cli/start/stamp.mjs',
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.base.json',
];
/** Made by the build, or tests. Next rewrites the root tsconfig.json, so that one does not count. */
const LEFT_OUT = /^server\/db\/generated(\/|$)|\.test\.tsx?$/;

/** What a whole build has left. */
export const BUNDLES = ['hub.js', 'pty-host.js', 'screen-worker.cjs', 'demo-agent.js'];

/**
 * The digest of everything a build is made of, the Node version's major included.
 * @param {string} root of the checkout
 */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  for (const file of sources(root)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @returns {string[]} paths below it, in a fixed order
 */
function sources(root) {
  const found = FOLDERS.flatMap((folder) => filesBelow(root, folder));
  const top = new Set(readdirSync(root));
  return [...found, ...FILES.filter((file) => file.includes('/') || top.has(file))].sort();
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (LEFT_OUT.test(path)) return [];
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/**
 * @typedef {{ sources: string, page: string, files: Record<string, string> }} BuildRecord
 * sources: digest of the sources; page: Next's build id; files: digest of each bundle
 */

/** @param {string} root */
export function isBuilt(root) {
  const record = readRecord(root);
  if (record === null || !isWhole(root, record)) return false;
  return record.sources === sourceDigest(root);
}

/**
 * Whether what a build has left is still there, unchanged.
 * @param {string} root
 * @param {BuildRecord} record
 */
function isWhole(root, record) {
  try {
    if (pageBuildId(root) !== record.page) return false;
    return BUNDLES.every((name) => record.files[name] === fileDigest(join(root, 'dist', name)));
  } catch {
    return false; // something of it is missing
  }
}

/**
 * @param {string} root
 * @returns {BuildRecord | null}
 */
function readRecord(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'dist', 'build.json'), 'utf8'));
  } catch {
    return null; // never built, or cleaned away
  }
}

/** @param {string} root */
export function pageBuildId(root) {
  return readFileSync(join(root, '.next', 'BUILD_ID'), 'utf8');
}

/** @param {string} file */
export function fileDigest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
