import type { Preview } from '#common/preview.ts';
import { type Result, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import type { PtyHost } from './pty-host.ts';

/** The sessions whose previews one client wants. */
export class Watches {
  readonly #host: PtyHost;
  readonly #tell: (preview: Preview) => void;
  /** The newest wish of each session that is still being carried out. */
  readonly #watching = new Map<SessionId, symbol>();
  readonly #unwatch = new Map<SessionId, () => void>();
  #isOver = false;

  constructor(host: PtyHost, tell: (preview: Preview) => void) {
    this.#host = host;
    this.#tell = tell;
  }

  /** A later wish counts, though it may overtake an earlier one that is still being carried out. */
  async want(session: SessionId, on: boolean): Promise<Result<null>> {
    this.#unwatch.get(session)?.();
    this.#unwatch.delete(session);
    this.#watching.delete(session);
    if (!on) return success(null);
    const wish = Symbol();
    this.#watching.set(session, wish);
    const watched = await this.#host.watch(session, this.#tell);
    const counts = this.#watching.get(session) === wish;
    if (counts) this.#watching.delete(session);
    if (!watched.ok) return watched;
    if (this.#isOver || !counts) watched.value();
    else this.#unwatch.set(session, watched.value);
    return success(null);
  }

  close(): void {
    this.#isOver = true;
    for (const unwatch of this.#unwatch.values()) unwatch();
    this.#unwatch.clear();
  }
}
