import { searchedPath } from '#app/parts/short-path.ts';

/**
 * How well something that is called `name`, and of which `more` is known, fits what was typed; 0: not at all, 1: best. Each
 * typed word must stand whole in the one or the other, in any order: letters that are only scattered over a path say nothing,
 * and Enter runs what comes first. What is typed at the start of the name comes before the start of a later word, that before
 * the middle of one, and all of these before what only the rest knows.
 */
export function closeness(typed: string, name: string, more: string): number {
  const text = typed.trim().replace(/\s+/g, ' ').toLowerCase();
  const title = name.toLowerCase();
  const all = `${title} ${more.toLowerCase()}`;
  const words = text.split(' ').map(searchedPath);
  if (!words.every((word) => all.includes(word))) return 0;
  if (title === text) return 1;
  if (title.startsWith(text)) return 0.9;
  if (startsWord(title, text)) return 0.8;
  if (words.every((word) => startsWord(title, word))) return 0.7;
  if (words.every((word) => title.includes(word))) return 0.6;
  return words.every((word) => startsWord(all, word)) ? 0.4 : 0.2;
}

/** Whether a word of `text` begins with `part`. */
function startsWord(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
