/** How long a page with a terminal is left alone before the next one is prepared, in milliseconds. */
const REST_MS = 2000;

/** What is kept ready. */
export interface Spare {
  /** Does once what can be done before it is shown. */
  warm(): void;
  close(): void;
}

export interface SpareScreenParts<One extends Spare> {
  /** Makes one; fails when its code does not load. */
  readonly make: () => Promise<One>;
  /** Runs something when the browser has nothing else to do; gives how to take that back. */
  readonly whenIdle: (run: () => void) => () => void;
  /** Runs something after so many milliseconds; gives how to take that back. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** One screen that is ready before anybody asks for it, and the next one a while after that was taken. */
export interface SpareScreen<One> {
  /** Prepares one, if none is there, as soon as there is time. */
  prepare(): void;
  /** The one that is ready, at once; else one that is made now. */
  take(): One | Promise<One>;
  close(): void;
}

export function createSpareScreen<One extends Spare>({ make, whenIdle, after }: SpareScreenParts<One>): SpareScreen<One> {
  let spare: One | null = null;
  let waiting: (() => void) | null = null;
  let closed = false;

  function wait(begin: (run: () => void) => () => void, run: () => void): void {
    waiting?.();
    waiting = begin(() => {
      waiting = null;
      run();
    });
  }

  function prepare(): void {
    if (closed || spare !== null || waiting !== null) return;
    wait(whenIdle, () => void make().then(keep, () => undefined)); // whoever opens a terminal is told why it cannot be
  }

  function keep(made: One): void {
    if (closed || spare !== null) return made.close();
    spare = made;
    // A task of its own: each takes a frame or two.
    wait(whenIdle, () => made.warm());
  }

  return {
    prepare,
    take() {
      const taken = spare;
      spare = null;
      if (!closed) wait((run) => after(REST_MS, run), prepare);
      return taken ?? make();
    },
    close() {
      closed = true;
      waiting?.();
      spare?.close();
      spare = null;
    },
  };
}
