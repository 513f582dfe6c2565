import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Our processes as single files: name in dist -> content.
 * @typedef {Map<string, Uint8Array>} Bundle
 */

/**
 * The hub. Packages stay outside, as Next and Prisma want to be found as they are.
 * @param {string} root of the checkout
 * @returns {Promise<Bundle>}
 */
export function bundleHub(root) {
  return contents(root, [{ format: 'esm', packages: 'external', entryPoints: { hub: 'server/main.ts' } }]);
}

/**
 * The pty host and its worker carry everything but node-pty in them: they run for weeks, and an install or a build
 * meanwhile must not pull modules from under them.
 * @param {string} root of the checkout
 * @returns {Promise<Bundle>}
 */
export function bundlePtyHost(root) {
  // CommonJS packages inside an ES module call require, which is not there by itself
  const banner = { js: "import { createRequire as beckonRequire } from 'node:module'; const require = beckonRequire(import.meta.url);" };
  return contents(root, [
    { format: 'esm', banner, external: ['node-pty'], entryPoints: { 'pty-host': 'server/pty-host/main.ts' } },
    { format: 'cjs', outExtension: { '.js': '.cjs' }, entryPoints: { 'screen-worker': 'server/pty-host/screen-worker.ts' } },
  ]);
}

/**
 * The demo agent, a program that sessions run: all of it in one file, like the pty host for the same reason.
 * @param {string} root of the checkout
 * @returns {Promise<Bundle>}
 */
export function bundleDemoAgent(root) {
  return contents(root, [{ format: 'esm', entryPoints: { 'demo-agent': 'server/demo-agent/main.ts' } }]);
}

/**
 * @param {string} root
 * @returns {Promise<Bundle>}
 */
export async function bundle(root) {
  return new Map((await Promise.all([bundleHub(root), bundlePtyHost(root), bundleDemoAgent(root)])).flatMap((each) => [...each]));
}

/**
 * @param {string} root
 * @param {import('esbuild').BuildOptions[]} builds
 * @returns {Promise<Bundle>}
 */
async function contents(root, builds) {
  const outdir = join(root, 'dist');
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    absWorkingDir: root,
    // a folder's own settings are for the compiler: the server's would put types in the place of Next
    tsconfig: join(root, 'tsconfig.base.json'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
    outdir,
  };
  const results = await Promise.all(builds.map((each) => build({ ...common, ...each })));
  return new Map(
    results.flatMap((result) => (result.outputFiles ?? []).map((file) => [file.path.slice(outdir.length + 1), file.contents])),
  );
}
