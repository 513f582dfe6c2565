import { join } from 'node:path';
import { isInstalled, npmCommand } from './install.mjs';
import { withPrepareLock } from './prepare-lock.mjs';
import { isBuilt } from './stamp.mjs';
import { runStep } from './step.mjs';

/**
 * Installs and builds what is missing or older than its sources; says nothing when there is nothing to do.
 * @param {{ root: string, env: NodeJS.ProcessEnv, npmEnv: NodeJS.ProcessEnv, say?: (line: string) => void }} options
 *   env: what the steps run with; npmEnv: as npm made it, to find the npm that called us
 * @returns {Promise<boolean>} false when a step failed; it has been told why
 */
export async function prepare({ root, env, npmEnv, say = console.log }) {
  if (isInstalled(root) && isBuilt(root)) return true;
  return withPrepareLock(join(root, 'dist', 'prepare.lock'), {
    onWait: () => say('Waiting for another process that installs or builds here.'),
    work: async () => (await install({ root, env, npmEnv, say })) && (await build({ root, env, say })),
  });
}

/** @param {{ root: string, env: NodeJS.ProcessEnv, npmEnv: NodeJS.ProcessEnv, say: (line: string) => void }} options */
async function install({ root, env, npmEnv, say }) {
  if (isInstalled(root)) return true;
  const npm = npmCommand(npmEnv);
  // with NODE_ENV=production npm would leave out what the build needs
  const args = [...npm.args, 'ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'];
  return runStep({ name: 'Installing packages', file: npm.file, args, cwd: root, env, say });
}

/** @param {{ root: string, env: NodeJS.ProcessEnv, say: (line: string) => void }} options */
async function build({ root, env, say }) {
  if (isBuilt(root)) return true;
  return runStep({ name: 'Building', file: process.execPath, args: [join(root, 'cli', 'build.mjs')], cwd: root, env, say });
}
