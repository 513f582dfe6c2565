import type { Preview, PreviewRun } from '#common/preview.ts';
import type { SessionId } from '#common/session.ts';

/**
 * Which pages want which previews. A session is watched at its host while at least one page wants it; what is known of
 * it is kept, so that a page that comes later gets the whole at once.
 */
export interface Previews {
  /** Replaces what a page wants; with nothing, the page is forgotten. It hears the whole of what it did not want before. */
  want(page: PreviewListener, sessions: readonly SessionId[]): void;
  /** A host told a preview. */
  take(preview: Preview): void;
  /** A host is connected anew and knows of no wishes. */
  again(): void;
}

export type PreviewListener = (preview: Preview) => void;

/** Room for the rows of a preview that tells all of them; null for one that tells changes. */
function whole({ count, rows }: Preview): PreviewRun[][] | null {
  return new Set(rows.map(({ at }) => at)).size >= count ? [] : null;
}

export function createPreviews(watch: (session: SessionId, on: boolean) => void): Previews {
  const wanted = new Map<SessionId, Set<PreviewListener>>();
  const known = new Map<SessionId, PreviewRun[][]>();

  function leave(session: SessionId, page: PreviewListener): void {
    const pages = wanted.get(session);
    if (!pages?.delete(page) || pages.size > 0) return;
    wanted.delete(session);
    known.delete(session);
    watch(session, false);
  }

  function join(session: SessionId, page: PreviewListener): void {
    const pages = wanted.get(session);
    if (pages === undefined) {
      wanted.set(session, new Set([page]));
      watch(session, true);
      return;
    }
    if (pages.has(page)) return;
    pages.add(page);
    const rows = known.get(session);
    if (rows !== undefined) page({ session, count: rows.length, rows: rows.map((runs, at) => ({ at, runs })) });
  }

  return {
    want(page, sessions) {
      const now = new Set(sessions);
      for (const session of [...wanted.keys()]) if (!now.has(session)) leave(session, page);
      for (const session of now) join(session, page);
    },
    take(preview) {
      const pages = wanted.get(preview.session);
      if (pages === undefined) return; // nobody wants it any more; the host has been told
      const rows = known.get(preview.session) ?? whole(preview);
      if (rows === null) return; // of an earlier wish; the first of this one is on its way
      rows.length = Math.min(rows.length, preview.count);
      for (const { at, runs } of preview.rows) rows[at] = runs;
      known.set(preview.session, rows);
      for (const page of pages) page(preview);
    },
    again() {
      for (const session of wanted.keys()) watch(session, true);
    },
  };
}
