/** An address in a line of text: from `start` up to before `end`, in characters. */
export interface FoundLink {
  readonly start: number;
  readonly end: number;
}

/** What an address is made of; brackets and punctuation at its end belong to the sentence around it, mostly. */
const ADDRESS = /\bhttps?:\/\/[^\p{Z}\p{C}<>"'`{}|\\^\u2018-\u201f\u2500-\u259f]+/giu;
const TRAILING = new Set('.,;:!?…');
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** The addresses that stand in a text as they are. */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const length = lengthInSentence(match[0]);
    if (URL.canParse(match[0].slice(0, length))) found.push({ start: match.index, end: match.index + length });
  }
  return found;
}

/** Length of an address without what closes the sentence or the bracket around it. */
function lengthInSentence(address: string): number {
  /** How many of each bracket stand before `end`. */
  const brackets = new Map<string, number>();
  const add = (character: string, by: number) => brackets.set(character, (brackets.get(character) ?? 0) + by);
  for (const character of address) if ('()[]'.includes(character)) add(character, 1);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const open = OPENING[last];
    const isLoose = open !== undefined && (brackets.get(last) ?? 0) > (brackets.get(open) ?? 0);
    if (!isLoose && !TRAILING.has(last)) break;
    if (isLoose) add(last, -1);
  }
  return end;
}
