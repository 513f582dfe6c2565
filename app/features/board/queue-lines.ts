/** So many waiting sessions have a line above the cards: more would push the cards off the screen. */
const LINES_MAX = 4;

/** Which of the waiting sessions have a line in the queue, and how many more there are. */
export function queueLines(ids: readonly string[]): { readonly lines: readonly string[]; readonly more: number } {
  return { lines: ids.slice(0, LINES_MAX), more: Math.max(0, ids.length - LINES_MAX) };
}
