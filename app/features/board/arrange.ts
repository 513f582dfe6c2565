import { providerIdSchema, type Session } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import { boardOrder } from '#app/live/board-order.ts';
import { projectOf, projectTitles } from '#app/parts/project-titles.ts';
import { searchedPath } from '#app/parts/short-path.ts';
import { STATUS_WORDS } from '#app/parts/status-words.ts';
import type { BoardView, Grouping } from './board-view.ts';

/** A heading of the board and what stands under it. */
export interface Group {
  /** Names the group among those of one grouping. */
  readonly key: string;
  readonly title: string;
  /** What the title stands for where that is more than its words: the path of a project. */
  readonly detail: string | null;
  readonly ids: readonly string[];
}

/** What waits for a person comes first, what is over last. */
const STATUS_ORDER: readonly Status[] = ['waiting_permission', 'waiting_input', 'unknown', 'running', 'starting', 'exited'];

const PROVIDERS: readonly string[] = providerIdSchema.options;

/** The sessions that a view shows, in its groups and in their order. Without grouping there is one group without a title. */
export function arrange(sessions: Iterable<Session>, { group, filter }: Pick<BoardView, 'group' | 'filter'>): Group[] {
  const words = wordsOf(filter);
  const shown = [...sessions].filter((session) => matches(session, words)).sort(boardOrder);
  if (group === 'none') return shown.length === 0 ? [] : [{ key: '', title: '', detail: null, ids: shown.map(({ id }) => id) }];
  const byKey = new Map<string, Session[]>();
  for (const session of shown) {
    const key = keyOf(session, group);
    byKey.set(key, [...(byKey.get(key) ?? []), session]);
  }
  const titles = group === 'project' ? projectTitles([...byKey.keys()]) : null;
  return [...byKey]
    .map(([key, members]) => ({
      key,
      title: titles?.get(key) ?? (group === 'status' ? STATUS_WORDS[key as Status] : key),
      detail: group === 'project' ? key : null,
      ids: members.map(({ id }) => id),
    }))
    .sort((a, b) => placeOf(a, group) - placeOf(b, group) || a.title.localeCompare(b.title) || (a.key < b.key ? -1 : 1));
}

/** The words of a filter, as `matches` compares them. */
export function wordsOf(filter: string): string[] {
  return plain(filter).split(/\s+/).filter(Boolean).map(searchedPath);
}

/** Whether a session has every word somewhere: in its name, folder, provider, status or title. */
export function matches(session: Session, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = plain(
    `${session.name}\n${session.cwd}\n${session.provider}\n${STATUS_WORDS[session.status]}\n${session.title ?? ''}\n${session.pinned ? 'pinned' : ''}`,
  );
  return words.every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function keyOf(session: Session, group: Exclude<Grouping, 'none'>): string {
  if (group === 'project') return projectOf(session.cwd);
  return group === 'status' ? session.status : session.provider;
}

function placeOf({ key }: Group, group: Grouping): number {
  if (group === 'status') return STATUS_ORDER.indexOf(key as Status);
  return group === 'provider' ? PROVIDERS.indexOf(key) : 0;
}
