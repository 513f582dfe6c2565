import type { Failure, Result } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import type { PtySession } from './pty-session.ts';
import type { Snapshots } from './snapshots.ts';

interface Kept {
  /** The state of the screen that is on disk, see `PtySession.mark`; null when none is. */
  stored: string | null;
  /** The last write failed. */
  failed: boolean;
  busy: Promise<boolean> | null;
}

/** Keeps the pictures on disk as new as the screens. A failed write leaves the old picture, is told once, and tried again. */
export class PictureKeeper {
  readonly #snapshots: Snapshots;
  readonly #tell: (problem: Failure | null) => void;
  readonly #kept = new Map<SessionId, Kept>();
  #problem: Failure | null = null;

  constructor(snapshots: Snapshots, tell: (problem: Failure | null) => void) {
    this.#snapshots = snapshots;
    this.#tell = tell;
  }

  get problem(): Failure | null {
    return this.#problem;
  }

  /** Writes the picture when the screen changed since the last one. True when disk and screen agree. */
  keep(live: PtySession): Promise<boolean> {
    const { session } = live.info;
    const kept = this.#kept.get(session) ?? { stored: null, failed: false, busy: null };
    this.#kept.set(session, kept);
    kept.busy ??= this.#write(live, kept).finally(() => {
      kept.busy = null;
    });
    return kept.busy;
  }

  /** Removes the picture, after a write that is under way. */
  async forget(session: SessionId): Promise<Result<void>> {
    await this.#kept.get(session)?.busy;
    this.#kept.delete(session);
    if (![...this.#kept.values()].some(({ failed }) => failed)) this.#heard(null); // what could not be written is wanted no more
    return this.#snapshots.remove(session);
  }

  async #write(live: PtySession, kept: Kept): Promise<boolean> {
    for (;;) {
      const { mark } = live;
      if (kept.stored === mark) return true;
      const picture = await live.picture();
      if (!picture.ok) return false;
      const written = await this.#snapshots.write(live.info, picture.value);
      kept.failed = !written.ok;
      this.#heard(written.ok ? null : written.error);
      if (!written.ok) return false;
      kept.stored = mark;
      if (live.info.state === 'live') return true; // it goes on printing: the next round is soon enough
    }
  }

  #heard(problem: Failure | null): void {
    if (problem?.code === this.#problem?.code) return;
    this.#problem = problem;
    this.#tell(problem);
  }
}
