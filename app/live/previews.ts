import { WATCHED_MAX } from '#common/limits.ts';
import type { Preview, PreviewRun } from '#common/preview.ts';
import type { SessionId } from '#common/session.ts';
import type { Connection } from './connection.ts';

/**
 * The previews that this page shows. Their rows never go through React: who shows one is told which rows changed and
 * writes them itself.
 */
export interface Previews {
  /**
   * Wants a session's preview from now on; what is known of it comes at once, also when that is from an earlier wish: a
   * picture a moment old says more than none. Gives what ends the wish.
   */
  watch(session: SessionId, screen: PreviewScreen): () => void;
  /** Whether something would come at once. */
  knows(session: SessionId): boolean;
  /** A page that nobody looks at wants none. */
  setVisible(visible: boolean): void;
  close(): void;
}

/** Rows of styled text; `rows` has those that changed, `at` counted from the top. */
export type PreviewScreen = (count: number, rows: readonly { at: number; runs: readonly PreviewRun[] }[]) => void;

/** Cards that come into view while a person scrolls are asked for together, after this many milliseconds. */
const GATHER_MS = 60;

/** So many sessions are remembered; of more than that, those that were told of longest ago are forgotten. */
const REMEMBERED_MAX = 2 * WATCHED_MAX;

export interface PreviewsParts {
  connection: Pick<Connection, 'state' | 'send' | 'onPreview'>;
  /** Calls `run` after `delay` milliseconds; gives what cancels it. */
  schedule: (run: () => void, delay: number) => () => void;
}

export function createPreviews({ connection, schedule }: PreviewsParts): Previews {
  const screens = new Map<SessionId, Set<PreviewScreen>>();
  /** What the hub told of sessions, the latest told last. Asked again it tells the whole, which takes the place of what was. */
  const known = new Map<SessionId, PreviewRun[][]>();
  let visible = true;
  let cancel: (() => void) | null = null;

  function ask(): void {
    cancel = null;
    const sessions = visible ? [...screens.keys()].slice(0, WATCHED_MAX) : [];
    void connection.send('board:watch', { sessions }).then((result) => {
      if (!result.ok && result.error.code === 'timeout') soon(); // without a connection, the next one asks
    });
  }

  function soon(): void {
    cancel ??= schedule(ask, GATHER_MS);
  }

  function take(preview: Preview): void {
    const listeners = screens.get(preview.session);
    if (listeners === undefined) return;
    const rows = known.get(preview.session) ?? [];
    rows.length = preview.count;
    for (const { at, runs } of preview.rows) if (at < preview.count) rows[at] = runs;
    known.delete(preview.session);
    known.set(preview.session, rows);
    for (const [oldest] of known) {
      if (known.size <= REMEMBERED_MAX) break;
      known.delete(oldest);
    }
    for (const screen of listeners) screen(preview.count, preview.rows);
  }

  const endings = [
    connection.onPreview(take),
    connection.state.subscribe((now, before) => {
      if (now.kind === 'connected' && before.kind !== 'connected') soon();
    }),
  ];

  return {
    watch(session, screen) {
      const listeners = screens.get(session) ?? new Set();
      screens.set(session, listeners.add(screen));
      const rows = known.get(session);
      if (rows !== undefined)
        screen(
          rows.length,
          Array.from(rows, (runs, at) => ({ at, runs: runs ?? [] })),
        );
      soon();
      return () => {
        listeners.delete(screen);
        if (listeners.size > 0) return;
        if (screens.get(session) === listeners) screens.delete(session);
        soon();
      };
    },
    knows: (session) => known.has(session),
    setVisible(now) {
      if (now === visible) return;
      visible = now;
      soon();
    },
    close() {
      cancel?.();
      cancel = null;
      for (const end of endings) end();
    },
  };
}
