import type { Session } from '#common/session.ts';
import { ACTION_IDS, ACTIONS, type ActionId } from '#app/actions/action-table.ts';

/** Sessions shown before anything is typed. */
const SESSIONS_FIRST = 6;

export interface FolderEntry {
  readonly folder: string;
  /** Sessions that work there. */
  readonly sessions: number;
}

/** Every action that can be run now, in the order of the table. The palette does not offer itself. */
export function actionEntries(offered: ReadonlySet<ActionId>): ActionId[] {
  return ACTION_IDS.filter((id) => offered.has(id) && id !== 'palette.open');
}

/** What an action is found by: its words and its group. */
export function actionWords(id: ActionId): string[] {
  return [ACTIONS[id].title, ACTIONS[id].group];
}

/** Those that wait for a person first, longest wait first; then the youngest. Before anything is typed only the first few. */
export function sessionEntries(sessions: readonly Session[], typed: string): Session[] {
  const ordered = [...sessions].sort((a, b) => {
    const waits = Number(isWaiting(b)) - Number(isWaiting(a));
    return waits || (isWaiting(a) ? a.statusSince - b.statusSince : b.createdAt - a.createdAt) || a.id.localeCompare(b.id);
  });
  return typed.trim() === '' ? ordered.slice(0, SESSIONS_FIRST) : ordered;
}

function isWaiting(session: Session): boolean {
  return session.status === 'waiting_input' || session.status === 'waiting_permission';
}

/** The folders in which sessions work, the busiest first. */
export function folderEntries(sessions: readonly Session[]): FolderEntry[] {
  const counts = new Map<string, number>();
  for (const { cwd } of sessions) counts.set(cwd, (counts.get(cwd) ?? 0) + 1);
  return [...counts]
    .map(([folder, count]) => ({ folder, sessions: count }))
    .sort((a, b) => b.sessions - a.sessions || a.folder.localeCompare(b.folder));
}
