import type { PtySession } from './pty-session.ts';
import type { Viewer } from './viewer.ts';

/** A viewer of one client; both null where only a picture of the session is left. */
export interface ViewerPlace {
  readonly viewer: Viewer | null;
  readonly live: Pick<PtySession, 'viewers'> | null;
}

/**
 * Whose output goes into a client's socket next when it has room again: one frame each in turn, and every other one of the viewer
 * that was typed into last. So no session takes the room of another, and an echo is behind one frame at most.
 */
export class ViewerTurns {
  readonly #places: ReadonlyMap<number, ViewerPlace>;
  readonly #isFull: (viewer: number) => boolean;
  /** The viewer that was typed into last; null when there was none. */
  typedInto: number | null = null;
  /** The one whose turn was last. */
  #last = 0;

  constructor(places: ReadonlyMap<number, ViewerPlace>, isFull: (viewer: number) => boolean) {
    this.#places = places;
    this.#isFull = isFull;
  }

  drained(): void {
    for (let sent = true; sent; ) {
      sent = false;
      for (const viewer of this.#inTurn()) {
        if (this.typedInto !== null && this.#giveOne(this.typedInto)) sent = true;
        if (this.#isFull(viewer)) return;
        this.#last = viewer;
        if (this.#giveOne(viewer)) sent = true;
      }
    }
  }

  #inTurn(): number[] {
    const all = [...this.#places.keys()];
    const next = all.findIndex((viewer) => viewer > this.#last);
    return next <= 0 ? all : [...all.slice(next), ...all.slice(0, next)];
  }

  /** Whether something went. */
  #giveOne(id: number): boolean {
    const { viewer, live } = this.#places.get(id) ?? {};
    if (!viewer || !live) return false;
    const before = viewer.sent;
    live.viewers.pump(viewer, 1);
    return viewer.live && viewer.sent !== before;
  }
}
