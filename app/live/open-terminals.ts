import type { SessionId } from '#common/session.ts';

/** The terminals that are open in this tab, in order. `last` is the one that is shown, or was when all were hidden. */
export interface OpenTerminals {
  readonly ids: readonly SessionId[];
  readonly last: SessionId | null;
}

export const NONE_OPEN: OpenTerminals = { ids: [], last: null };

/** A terminal is shown: a new one comes to the end. */
export function withShown(open: OpenTerminals, id: SessionId): OpenTerminals {
  if (open.last === id && open.ids.includes(id)) return open;
  return { ids: open.ids.includes(id) ? open.ids : [...open.ids, id], last: id };
}

/** A terminal is closed. When it was the last one shown, its neighbour takes over: the one after it, else the one before. */
export function withClosed(open: OpenTerminals, id: SessionId): OpenTerminals {
  const at = open.ids.indexOf(id);
  if (at === -1) return open;
  const ids = open.ids.filter((other) => other !== id);
  return { ids, last: open.last === id ? (ids[Math.min(at, ids.length - 1)] ?? null) : open.last };
}

/** Closes all whose session is gone. */
export function withOnly(open: OpenTerminals, exists: (id: SessionId) => boolean): OpenTerminals {
  return open.ids.filter((id) => !exists(id)).reduce(withClosed, open);
}

/** The terminal `by` places after the last one shown, around the ends; null when there is none. */
export function neighbour(open: OpenTerminals, by: 1 | -1): SessionId | null {
  const { ids, last } = open;
  const at = last === null ? -1 : ids.indexOf(last);
  if (at === -1) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[(at + by + ids.length) % ids.length] ?? null;
}

/** Where a terminal stands among the open ones, from 1; null when it is the only one, or not open. */
export function placeOf(open: OpenTerminals, id: SessionId): { at: number; of: number } | null {
  const at = open.ids.indexOf(id);
  return at === -1 || open.ids.length < 2 ? null : { at: at + 1, of: open.ids.length };
}
