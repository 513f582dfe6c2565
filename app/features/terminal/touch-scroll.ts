/** xterm does not scroll by touch. Turns a finger's way into lines, one cell height each; gives what ends it. */
export function scrollByTouch(area: HTMLElement, lineHeight: () => number, scrollLines: (lines: number) => void): () => void {
  let last: number | null = null;

  function begin(event: TouchEvent): void {
    last = event.touches.length === 1 ? (event.touches[0]?.clientY ?? null) : null;
  }

  function move(event: TouchEvent): void {
    const y = event.touches[0]?.clientY;
    const height = lineHeight();
    if (last === null || y === undefined || height <= 0) return;
    const lines = Math.trunc((last - y) / height);
    if (lines === 0) return;
    last -= lines * height;
    scrollLines(lines);
  }

  const ending = new AbortController();
  const options = { passive: true, signal: ending.signal };
  area.addEventListener('touchstart', begin, options);
  area.addEventListener('touchmove', move, options);
  return () => ending.abort();
}
