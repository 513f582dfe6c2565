import { setTimeout as delay } from 'node:timers/promises';
import { failure, type Result } from '#common/result.ts';
import type { Ballast } from './ballast.ts';
import { databaseFailure, isBusy, isFull } from './database-failure.ts';
import type { DatabaseLog } from './database-log.ts';
import { createWriteQueue } from './write-queue.ts';

/** Everything that reads or writes the database goes through here, and comes back as a value. */
export interface Writer {
  /** Writes in the order of the calls. `what` completes "Cannot ..." when it fails. */
  write<T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>>;
  /** Reads at once, beside the queue. */
  read<T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>>;
  /** Finishes what was taken, with little patience left. Safe to call twice. */
  close(): Promise<void>;
}

/** Between attempts on a locked database: short to a person, long to SQLite. */
const PAUSE_MS = 100;
/** A person who waits this long wants to know. */
const PATIENCE_MS = 10_000;
/** The hub has five seconds to stop, and more to do than this. */
const PATIENCE_AT_CLOSE_MS = 1_000;
/** Changes that may wait: each is small, and 500 sessions change a few times a second at most. */
const QUEUE_LIMIT = 5_000;

export interface WriterOptions {
  readonly database: string;
  readonly ballast: Ballast;
  readonly log: DatabaseLog;
  /** Monotonic clock in milliseconds, and a pause by it; tests bring their own. */
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly queueLimit?: number;
}

export function createWriter(options: WriterOptions): Writer {
  const { database, ballast, log, now = () => performance.now(), pause = delay } = options;
  const queue = createWriteQueue({ limit: options.queueLimit ?? QUEUE_LIMIT });
  let patience = PATIENCE_MS;
  let closedAt: number | undefined;

  const attempt = async <T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const startedAt = now();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (isFull(error) && (await ballast.free())) {
          log.warn({ database }, 'The disk is full. The ballast is freed, so that decisions can still be saved. Free some space.');
          continue;
        }
        if (isBusy(error) && now() - (closedAt ?? startedAt) < patience) {
          await pause(PAUSE_MS);
          continue;
        }
        log.error({ err: error, database }, `Cannot ${what}.`);
        return databaseFailure(error, what, database);
      }
    }
  };

  return {
    read: (what, work) => {
      if (closedAt !== undefined)
        return Promise.resolve(failure('shutting_down', 'Beckon is stopping and reads nothing more. Try again when it is back.'));
      return attempt(what, work);
    },
    write: (what, work) =>
      queue.run(async () => {
        const result = await attempt(what, work);
        if (result.ok) await ballast.refill();
        return result;
      }),
    close: async () => {
      patience = PATIENCE_AT_CLOSE_MS;
      closedAt ??= now();
      await queue.close();
    },
  };
}

/** Waits out a lock as the writer does: for the steps of opening a database. */
export async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt >= PATIENCE_MS) throw error;
      await delay(PAUSE_MS);
    }
  }
}
