import type { SessionId } from '#common/session.ts';
import type { Live } from '#app/live/live.ts';
import type { OpenTerminal } from './open-terminal.ts';

/**
 * Terminals kept at most, the shown one included. Each keeps a screen with its history in memory; switching among fewer
 * than these needs no new attach and no new picture.
 */
export const KEPT_MAX = 4;

export interface TerminalKeeper {
  /** The terminal of a session, opened when it is not; the first one loads the terminal's code. */
  open(id: SessionId): Promise<OpenTerminal>;
  /** The terminal of a session will be wanted in a moment: begins with it. */
  approach(id: SessionId): void;
  close(): void;
}

/** At once, if everything for it is there. */
export type MakeTerminal = (id: SessionId) => OpenTerminal | Promise<OpenTerminal>;

/** Keeps the terminals that were shown last, so that going back to one is instant. A hidden one tells the host that it is. */
export function createTerminalKeeper(live: Pick<Live, 'store' | 'going'>, make: MakeTerminal): TerminalKeeper {
  /** Least lately opened first. */
  const kept = new Map<SessionId, Promise<OpenTerminal>>();
  let closed = false;
  /** Where the last way led. */
  let approached: SessionId | null = null;

  function open(id: SessionId): Promise<OpenTerminal> {
    const terminal = kept.get(id) ?? Promise.resolve(make(id));
    keep(id, terminal);
    return terminal;
  }

  function keep(id: SessionId, terminal: Promise<OpenTerminal>): void {
    kept.delete(id);
    kept.set(id, terminal);
    // Code that did not load may load at the next try.
    terminal.catch(() => {
      if (kept.get(id) === terminal) kept.delete(id);
    });
    for (const [oldest] of kept) {
      if (kept.size <= KEPT_MAX) break;
      drop(oldest);
    }
  }

  function approach(id: SessionId): void {
    approached = id;
    if (closed || kept.has(id)) return;
    const terminal = make(id);
    keep(id, Promise.resolve(terminal));
    if (terminal instanceof Promise) {
      terminal.then(
        (one) => {
          // Who went back meanwhile does not come to see it.
          if (approached === id && live.going.store.getState() !== null) one.approach();
        },
        () => {}, // who opens it is told
      );
    } else {
      terminal.approach();
    }
  }

  function drop(id: SessionId): void {
    const terminal = kept.get(id);
    kept.delete(id);
    terminal?.then(
      (one) => one.close(),
      () => {}, // it never opened
    );
  }

  const stopFollowing = live.store.board.subscribe((now, before) => {
    if (now.phase !== 'ready' || now.sessions === before.sessions) return;
    for (const id of kept.keys()) if (before.sessions.has(id) && !now.sessions.has(id)) drop(id);
  });

  return {
    open: (id) => (closed ? Promise.reject(new Error('The page is closing.')) : open(id)),
    approach,
    close() {
      closed = true;
      stopFollowing();
      for (const id of [...kept.keys()]) drop(id);
    },
  };
}
