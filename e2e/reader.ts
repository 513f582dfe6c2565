import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { HubProcess } from './hub-process.ts';

/** What a program gets when somebody pastes into it. */

/**
 * A program that takes keys one by one, says `ready`, and from the moment that the file `go` is there writes all that it is
 * typed to `heard`.
 */
export async function startReader(hub: HubProcess, folder: string, { bracketed }: { bracketed: boolean }): Promise<void> {
  const program = `
    const fs = require('node:fs');
    process.stdin.setRawMode(true);
    process.stdout.write(${JSON.stringify(bracketed ? '\x1b[?2004h' : '')} + 'ready');
    const wait = setInterval(() => {
      if (!fs.existsSync('go')) return;
      clearInterval(wait);
      process.stdin.on('data', (bytes) => fs.appendFileSync('heard', bytes));
    }, 20);`;
  await hub.create({
    provider: 'command',
    name: 'reader',
    cwd: `${folder}/work`,
    command: { program: process.execPath, args: ['-e', program] },
  });
}

/** All that it was typed so far. */
export const heard = (folder: string) => (existsSync(`${folder}/work/heard`) ? readFileSync(`${folder}/work/heard`, 'utf8') : '');
export const go = (folder: string) => writeFileSync(`${folder}/work/go`, '');
