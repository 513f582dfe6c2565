import { FOLDERS_MAX } from '#common/limits.ts';

/** One folder that is offered under the field. */
export interface FolderOption {
  readonly path: string;
  /** Whether a session was started there before. */
  readonly recent: boolean;
}

/** Recent ones that are offered beside what is typed; more would hide the folders below it. */
const RECENT_BESIDE = 5;

/**
 * What to offer for what is typed: the recent folders while nothing is typed or the field stands as it was filled in, else
 * those of them that have it in their path; then the folders that the path may go on with. `recent`: the newest first.
 */
export function folderOptions(
  typed: string,
  { recent, below, isUntouched }: { recent: readonly string[]; below: readonly string[]; isUntouched: boolean },
): FolderOption[] {
  const text = typed.trim().toLowerCase();
  const isEmpty = isUntouched || text === '' || text === '/' || text === '~' || text === '~/';
  const fitting = isEmpty ? recent : recent.filter((path) => path.toLowerCase().includes(text) && path !== typed).slice(0, RECENT_BESIDE);
  const taken = new Set(fitting);
  const rest = below.filter((path) => !taken.has(path));
  return [...fitting.map((path) => ({ path, recent: true })), ...rest.map((path) => ({ path, recent: false }))].slice(0, FOLDERS_MAX);
}

/** What stands in the field after a folder was chosen: it is entered, so that its own folders are offered next. */
export function entered(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** The option that the arrow keys lead to; from none (-1) to either end, and round. */
export function moved(active: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (active === -1) return by === 1 ? 0 : count - 1;
  return (active + by + count) % count;
}
