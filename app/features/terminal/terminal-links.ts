import type { IBufferRange, ILink, Terminal } from '@xterm/xterm';
import { findLinks } from './find-links.ts';
import { type LinkTarget, readLinkTarget } from './link-target.ts';

/** Rows looked at above and below the pointer for the rest of an address that wraps. */
const WRAPPED_ROWS = 20;

export interface TerminalLinksParts {
  terminal: Terminal;
  /** The pointer is on a link, or on none any more. */
  onHover: (target: LinkTarget | null) => void;
  /** A person clicked the link whose target was told last. */
  onClick: (target: LinkTarget, event: MouseEvent) => void;
}

/**
 * Links of the terminal: those a program marked (OSC 8) and addresses in plain text. Only http and https count. What a click
 * does is for the caller; it is told of no other target than of the one that was shown.
 */
export function followLinks({ terminal, onHover, onClick }: TerminalLinksParts): void {
  let shown: LinkTarget | null = null;

  function hover(address: string, text: string): void {
    shown = readLinkTarget(address, text);
    onHover(shown);
  }

  function leave(): void {
    shown = null;
    onHover(null);
  }

  function click(event: MouseEvent, address: string, text: string): void {
    const target = readLinkTarget(address, text);
    if (target !== null && target.address === shown?.address) onClick(target, event);
  }

  terminal.options.linkHandler = {
    hover: (_event, address, range) => hover(address, textOf(terminal, range)),
    leave,
    activate: (event, address, range) => click(event, address, textOf(terminal, range)),
  };
  terminal.registerLinkProvider({
    provideLinks(y, callback) {
      const links = plainLinks(terminal, y).map(
        ({ text, range }): ILink => ({
          text,
          range,
          hover: () => hover(text, text),
          leave,
          activate: (event) => click(event, text, text),
        }),
      );
      callback(links.length > 0 ? links : undefined);
    },
  });
}

/** What stands in one row of a link that a program marked. */
function textOf(terminal: Terminal, { start, end }: IBufferRange): string {
  return terminal.buffer.active.getLine(start.y - 1)?.translateToString(false, start.x - 1, end.x) ?? '';
}

/** The addresses of the line that row `y` (from 1) belongs to, over the rows it wraps to. */
function plainLinks(terminal: Terminal, y: number): { text: string; range: IBufferRange }[] {
  const { active } = terminal.buffer;
  let first = y - 1;
  while (first > y - 1 - WRAPPED_ROWS && active.getLine(first)?.isWrapped) first -= 1;
  let text = '';
  /** Where each character of the text stands, and the next one, from 1. */
  const places: { x: number; y: number; width: number }[] = [];
  for (let row = first; row < y + WRAPPED_ROWS; row += 1) {
    const line = active.getLine(row);
    if (!line || (row > first && !line.isWrapped)) break;
    for (let x = 0; x < line.length; x += 1) {
      const cell = line.getCell(x);
      if (!cell || cell.getWidth() === 0) continue; // the second half of a wide character
      const characters = cell.getChars() || ' ';
      text += characters;
      for (let each = 0; each < characters.length; each += 1) places.push({ x: x + 1, y: row + 1, width: cell.getWidth() });
    }
  }
  return findLinks(text).flatMap(({ start, end }) => {
    const [from, to] = [places[start], places[end - 1]];
    if (!from || !to) return [];
    return [{ text: text.slice(start, end), range: { start: { x: from.x, y: from.y }, end: { x: to.x + to.width - 1, y: to.y } } }];
  });
}
