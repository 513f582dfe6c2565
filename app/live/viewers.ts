import { frameViewer } from '#common/frames.ts';
import type { PageReply } from '#common/protocol.ts';
import type { ViewerNotice } from '#common/pty-host-protocol.ts';

/** What one terminal wants to hear of its viewer, in stream order. The bytes are the listener's to keep. */
export interface ViewerListener {
  /** The answer to the attach; always the first that comes. */
  attached(attached: PageReply<'terminal:attach'>): void;
  frame(frame: Uint8Array): void;
  notice(notice: ViewerNotice): void;
}

/** Early deliveries kept at most: a snapshot and its first notices fit many times over. */
const EARLY_MAX = 256;

/**
 * Which terminal of the page hears which viewer number.
 *
 * Frames may overtake the answer to their attach. While an attach is pending, what comes for a number nobody claimed is
 * kept and given on in order; otherwise it belongs to a viewer that was let go, and is dropped.
 */
export function createViewers() {
  const listeners = new Map<number, ViewerListener>();
  let early: { viewer: number; deliver: (listener: ViewerListener) => void }[] = [];
  let pending = 0;

  function deliver(viewer: number, how: (listener: ViewerListener) => void): void {
    const listener = listeners.get(viewer);
    if (listener) return how(listener);
    if (pending > 0 && early.length < EARLY_MAX) early.push({ viewer, deliver: how });
  }

  function settle(): void {
    pending -= 1;
    if (pending === 0) early = [];
  }

  return {
    frame(frame: Uint8Array): void {
      const viewer = frameViewer(frame);
      if (viewer !== null) deliver(viewer, (listener) => listener.frame(frame));
    },
    notice(viewer: number, notice: ViewerNotice): void {
      deliver(viewer, (listener) => listener.notice(notice));
    },
    /** Announces an attach; call exactly one of the two it gives. */
    expect() {
      pending += 1;
      return {
        claim(attached: PageReply<'terminal:attach'>, listener: ViewerListener): void {
          const { viewer } = attached;
          listeners.set(viewer, listener);
          const mine = early.filter((entry) => entry.viewer === viewer);
          early = early.filter((entry) => entry.viewer !== viewer);
          settle();
          listener.attached(attached);
          for (const entry of mine) entry.deliver(listener);
        },
        giveUp: settle,
      };
    },
    release(viewer: number): void {
      listeners.delete(viewer);
    },
    /** The connection is gone, and with it every viewer number. */
    clear(): void {
      listeners.clear();
      early = [];
    },
  };
}
