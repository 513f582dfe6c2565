import { failure, type Result } from '#common/result.ts';

/**
 * One writer at a time, in the order of the calls. SQLite has one writer anyway: here the others wait without holding a
 * connection, and a write that fails leaves the next one alone.
 */
export interface WriteQueue {
  /**
   * Runs `work` when all before it are done and gives what it gave; what it throws is thrown here. When too many wait, or
   * after `close`, the work is never run and the failure says so.
   */
  run<T>(work: () => Promise<Result<T>>): Promise<Result<T>>;
  /** Takes nothing more; is fulfilled when everything taken before is done. Safe to call twice. */
  close(): Promise<void>;
}

/** `limit`: how many works may wait, the running one included. */
export function createWriteQueue({ limit }: { limit: number }): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  const run = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    if (closed) return Promise.resolve(failure('shutting_down', 'Beckon is stopping and saves nothing more. Try again when it is back.'));
    if (waiting >= limit)
      return Promise.resolve(
        failure('timeout', `${waiting} changes already wait to be saved: the disk is too slow. Wait a moment and try again.`),
      );
    waiting += 1;
    const result = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = result.catch(() => undefined); // its caller hears of it; the next work only waits for the end
    return result;
  };

  return {
    run,
    close: async () => {
      closed = true;
      await last;
    },
  };
}
