import type { Session } from '#common/session.ts';
import { ACTION_IDS, ACTIONS, type Action, type ActionId } from '#app/actions/action-table.ts';
import type { Offered } from '#app/actions/offered-actions.ts';
import { STATUS_WORDS } from '#app/parts/status-words.ts';
import { closeness } from './closeness.ts';

/** Sessions shown before anything is typed. */
const SESSIONS_FIRST = 6;

export type PaletteEntry =
  | { readonly kind: 'session'; readonly session: Session }
  /** `on`: what it acts on; null where that goes without saying. */
  | { readonly kind: 'action'; readonly id: ActionId; readonly on: string | null }
  /** `sessions`: how many work there. */
  | { readonly kind: 'folder'; readonly folder: string; readonly sessions: number };

/** Entries of one kind; never empty. */
export type PaletteGroup = readonly [PaletteEntry, ...PaletteEntry[]];

/**
 * What the palette shows: groups and what is in them, that which fits what was typed best first, since Enter runs it. Before
 * anything is typed: those sessions that matter most, and all actions.
 */
export function paletteGroups(typed: string, sessions: readonly Session[], offered: Offered): PaletteGroup[] {
  const isEmpty = typed.trim() === '';
  const kinds: readonly (readonly PaletteEntry[])[] = [
    sessionEntries(sessions).slice(0, isEmpty ? SESSIONS_FIRST : undefined),
    actionEntries(offered),
    isEmpty ? [] : folderEntries(sessions),
  ];
  const groups = kinds.map((entries) => (isEmpty ? { best: 1, entries } : fitting(typed, entries)));
  return groups
    .sort((one, other) => other.best - one.best)
    .flatMap(({ entries: [first, ...more] }) => (first === undefined ? [] : [[first, ...more]]));
}

/** A name for an entry that no other has. */
export function entryKey(entry: PaletteEntry): string {
  return `${entry.kind} ${entry.kind === 'session' ? entry.session.id : entry.kind === 'action' ? entry.id : entry.folder}`;
}

/** Those that fit, the closest first, and how close that is. */
function fitting(typed: string, entries: readonly PaletteEntry[]): { readonly best: number; readonly entries: readonly PaletteEntry[] } {
  const fits = entries.map((entry) => ({ entry, closeness: closeness(typed, ...textOf(entry)) })).filter((each) => each.closeness > 0);
  fits.sort((one, other) => other.closeness - one.closeness);
  return { best: fits[0]?.closeness ?? 0, entries: fits.map(({ entry }) => entry) };
}

/** What an entry is found by: what it is called, and what else is known of it. */
function textOf(entry: PaletteEntry): readonly [name: string, more: string] {
  if (entry.kind === 'folder') return ['', entry.folder];
  if (entry.kind === 'session')
    return [
      entry.session.name,
      `${entry.session.provider} ${entry.session.cwd} ${STATUS_WORDS[entry.session.status]} ${entry.session.title ?? ''}`,
    ];
  const action: Action = ACTIONS[entry.id];
  return [action.title, `${action.also ?? ''} ${action.group} ${entry.on ?? ''}`];
}

/** Every action that can be run now, in the order of the table. The palette does not offer itself. */
function actionEntries(offered: Offered): PaletteEntry[] {
  return ACTION_IDS.filter((id) => offered.has(id) && id !== 'palette.open').map((id) => ({
    kind: 'action',
    id,
    on: offered.get(id) ?? null,
  }));
}

/** Those that wait for a person first, longest wait first; then the youngest. */
function sessionEntries(sessions: readonly Session[]): PaletteEntry[] {
  const ordered = [...sessions].sort((a, b) => {
    const waits = Number(isWaiting(b)) - Number(isWaiting(a));
    return waits || (isWaiting(a) ? a.statusSince - b.statusSince : b.createdAt - a.createdAt) || a.id.localeCompare(b.id);
  });
  return ordered.map((session) => ({ kind: 'session', session }));
}

function isWaiting(session: Session): boolean {
  return session.status === 'waiting_input' || session.status === 'waiting_permission';
}

/** The folders in which sessions work, the busiest first. */
function folderEntries(sessions: readonly Session[]): PaletteEntry[] {
  const counts = new Map<string, number>();
  for (const { cwd } of sessions) counts.set(cwd, (counts.get(cwd) ?? 0) + 1);
  return [...counts]
    .sort(([one, ones], [other, others]) => others - ones || one.localeCompare(other))
    .map(([folder, count]) => ({ kind: 'folder', folder, sessions: count }));
}
