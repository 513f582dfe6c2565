/** What can be guessed wrong: a stale page's old cookie must not spend a person's tries with a link. */
export type FailureKind = 'credential' | 'link';

/** Failures within `WINDOW_MS` that are answered as such; later ones are told to wait. */
const FREE_FAILURES = 2;
const WINDOW_MS = 60_000;

/**
 * Counts wrong credentials, from wherever they come: behind loopback all senders look alike. Only wrong ones are slowed; a
 * right one is never asked about, so nobody can lock the person out.
 */
export interface RateLimit {
  /** Notes one failure. Null: answer it plainly. A number: refuse it as one too many; whole seconds to wait. */
  fail(kind: FailureKind): number | null;
}

/** `clock` is monotonic, in milliseconds. */
export function createRateLimit(clock: () => number): RateLimit {
  const latest: Record<FailureKind, number[]> = { credential: [], link: [] };
  return {
    fail(kind) {
      const now = clock();
      const recent = latest[kind].filter((at) => now - at < WINDOW_MS);
      latest[kind] = [...recent, now].slice(-FREE_FAILURES);
      if (recent.length < FREE_FAILURES) return null;
      const oldest = latest[kind][0] ?? now;
      return Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000));
    },
  };
}
