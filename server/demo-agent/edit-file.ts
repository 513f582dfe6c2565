import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Edited } from './agent-state.ts';

export interface Edit {
  readonly cwd: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Replaces text in a file, for real, but only inside the demo's own scratch folder: elsewhere the files are somebody's
 * work, and the demo says what it would have done.
 */
export function editFile({ cwd, file, before, after }: Edit, scratch: string | null): Edited {
  if (scratch === null || !isInside(join(cwd, file), scratch))
    return { outcome: 'unneeded', result: 'Left as it is: the demo edits only in its own scratch folder' };
  try {
    const path = join(cwd, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(before)) return { outcome: 'unneeded', result: `Left as it is: ${file} has been changed already` };
    writeFileSync(
      path,
      text.replace(before, () => after),
    );
  } catch (error) {
    return { outcome: 'unneeded', result: `Left as it is: ${error instanceof Error ? error.message : String(error)}` };
  }
  return { outcome: 'done', result: `Updated ${file} with ${counted(before, after)}` };
}

/** With links followed: a link out of the scratch folder leads out of it. */
function isInside(path: string, folder: string): boolean {
  try {
    return realpathSync(path).startsWith(`${realpathSync(folder)}${sep}`);
  } catch {
    return false; // not there
  }
}

function counted(before: string, after: string): string {
  const old = before.split('\n').slice(0, -1);
  const now = after.split('\n').slice(0, -1);
  const added = now.filter((line) => !old.includes(line)).length;
  const removed = old.filter((line) => !now.includes(line)).length;
  const words = [...(added > 0 ? [plural(added, 'addition')] : []), ...(removed > 0 ? [plural(removed, 'removal')] : [])];
  return words.join(' and ');
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
