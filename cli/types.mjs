import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm run types`: every runtime with its own settings, so that no side sees what the other alone has.

const PROJECTS = ['.', 'common', 'server', 'cli', 'e2e', 'stream'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { resolve } = createRequire(join(root, 'package.json'));
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

/** @param {string[]} args */
const passes = (args) => spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0;

const generated = passes([join(root, 'prisma', 'generate.mjs')]) && passes([resolve('next/dist/bin/next'), 'typegen']); // types the sources refer to
const failed = PROJECTS.filter((project) => !passes([join(dirname(resolve('typescript/package.json')), 'bin', 'tsc'), '-p', project]));

for (const project of failed) console.error(`Types of ${project === '.' ? 'app' : project} do not hold.`);
if (!generated || failed.length > 0) process.exitCode = 1;
