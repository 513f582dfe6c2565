import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { personsEnvironment } from '../cli/start/environment.mjs';
import { prepare } from '../cli/start/prepare.mjs';

// `npm run bench -- [--repeats N] [--json FILE]`: builds what is older than its sources, then measures the release build.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const env = personsEnvironment(process.env, { parent: process.ppid });

if (!(await prepare({ root, env, npmEnv: process.env }))) process.exit(1);

// Inside the checkout: the bundles find the packages from there.
mkdirSync(join(root, 'dist'), { recursive: true });
const folder = mkdtempSync(join(root, 'dist', 'bench-'));
process.on('SIGINT', () => undefined); // the measuring process hears it too, cleans up and ends; then we do
try {
  await build({
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.base.json'),
    entryPoints: ['bench/main.ts', 'bench/bare-server.ts', 'bench/viewer-process.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
    outdir: folder,
  });
  const child = spawn(process.execPath, [join(folder, 'main.mjs'), '--root', root, ...process.argv.slice(2)], { env, stdio: 'inherit' });
  process.exitCode = await new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
