/** One timer for every age on the page; it runs only while somebody shows one. Gives Unix milliseconds in whole seconds. */
export interface Clock {
  now(): number;
  subscribe(listener: () => void): () => void;
}

export function createClock(): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let current = whole();

  function whole(): number {
    return Math.floor(Date.now() / 1000) * 1000;
  }

  function tick(): void {
    current = whole();
    for (const listener of listeners) listener();
  }

  return {
    now: () => current,
    subscribe(listener) {
      listeners.add(listener);
      if (timer === null) {
        current = whole();
        timer = setInterval(tick, 1000);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
}
