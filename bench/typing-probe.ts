/// <reference lib="dom" />

/** What a page with a terminal notes of itself, under this name of its window. */
export interface TypingNotes {
  /** Milliseconds from each key until its letter was drawn, and until that picture was on the screen. */
  readonly drawn: number[];
  readonly shown: number[];
  /** Milliseconds from Ctrl-C until a picture with a prompt in its last line was on the screen; null before. */
  prompt: number | null;
  /** Milliseconds from a click until a picture with a terminal whose last line is a prompt was on the screen; null before. */
  opened: number | null;
}

declare global {
  interface Window {
    typingNotes: TypingNotes;
  }
}

/** Runs in the page before anything of it. Must stand alone: only its text gets there. */
export function noteTyping(): void {
  const notes: TypingNotes = { drawn: [], shown: [], prompt: null, opened: null };
  window.typingNotes = notes;
  /** What was typed and is not shown yet, oldest first, and what the last line is when it is. */
  let typed: { line: string; since: number }[] = [];
  let prompt: { since: number; noted: (shown: number) => void } | null = null;

  function lastLine(): string {
    const rows = [...document.querySelectorAll('.xterm-rows > div')].map((row) => (row.textContent ?? '').trimEnd());
    return rows.filter((text) => text !== '').at(-1) ?? '';
  }

  function pressed({ key, ctrlKey, timeStamp: since }: KeyboardEvent): void {
    if (ctrlKey && key === 'c') prompt = { since, noted: (shown) => (notes.prompt = shown) };
    if (ctrlKey || key.length !== 1) return;
    const before = typed.at(-1)?.line ?? lastLine();
    typed.push({ line: before + (before === '$' ? ' ' : '') + key, since });
  }

  addEventListener('keydown', pressed, { capture: true });
  addEventListener(
    'click',
    ({ timeStamp: since }) => {
      prompt = { since, noted: (shown) => (notes.opened = shown) };
    },
    { capture: true },
  );
  // A terminal changes its rows in the frame that draws them. The next frame begins when that one is on the screen.
  new MutationObserver(() => {
    const now = performance.now();
    const last = lastLine();
    const drawn = typed.filter(({ line }) => last.startsWith(line));
    const back = last === '$' ? prompt : null;
    if (drawn.length === 0 && back === null) return;
    typed = typed.filter((each) => !drawn.includes(each));
    if (back !== null) prompt = null;
    requestAnimationFrame(() => {
      const shown = performance.now();
      notes.drawn.push(...drawn.map(({ since }) => now - since));
      notes.shown.push(...drawn.map(({ since }) => shown - since));
      back?.noted(shown - back.since);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
