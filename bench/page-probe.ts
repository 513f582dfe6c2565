/// <reference lib="dom" />

/** What a page notes of itself, under this name of its window. Times in milliseconds since the navigation began. */
export interface PageNotes {
  /** When the first card's name was on the screen and a click on it would have reached it; null before. */
  usable: number | null;
  /** The sum of layout shifts that no input explains. */
  shift: number;
  /** The longest event of each interaction, by its number; the browser tells none below 16 ms. */
  readonly interactions: Map<number, number>;
  /** Between frames, while `watching`. */
  readonly frames: number[];
  watching: boolean;
}

declare global {
  interface Window {
    beckonNotes: PageNotes;
  }
}

/** Runs in the page before anything of it. Must stand alone: only its text gets there. */
export function notePage(): void {
  const notes: PageNotes = { usable: null, shift: 0, interactions: new Map(), frames: [], watching: false };
  window.beckonNotes = notes;

  let last = performance.now();
  function frame(): void {
    const now = performance.now();
    if (notes.watching) notes.frames.push(now - last);
    last = now;
    if (notes.usable === null && isUsable()) notes.usable = now;
    requestAnimationFrame(frame);
  }

  function isUsable(): boolean {
    const link = document.querySelector('main li a[href^="/s/"]');
    if (link === null || link.textContent === '') return false;
    const { left, top, width, height } = link.getBoundingClientRect();
    return width > 0 && document.elementFromPoint(left + width / 2, top + height / 2)?.closest('a') === link;
  }

  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) notes.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
      if (entry.interactionId > 0)
        notes.interactions.set(entry.interactionId, Math.max(entry.duration, notes.interactions.get(entry.interactionId) ?? 0));
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}
