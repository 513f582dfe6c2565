import type { Terminal } from '@xterm/headless';
import { TITLE_MAX } from '#common/limits.ts';
import { PictureAbove } from './picture-above.ts';
import { Links } from './picture-pen.ts';
import { screenText } from './picture-screen.ts';
import type { Inside } from '#common/xterm-inside.ts';
import { insideOf } from './terminal-inside.ts';
import type { TerminalMemory } from './terminal-memory.ts';

/**
 * A terminal as text. `screen` alone rebuilds what is to be seen, both screens, and all modes, in an empty terminal of
 * the same size; `above` before it the scrollback as well. Neither makes a terminal answer, but for the report of focus
 * that switching mode 1004 on provokes in a page, which mutes it.
 */
export interface TakenPicture {
  readonly screen: string;
  readonly above: PictureAbove;
}

/** As of now; to be called when the terminal has read all it was given. */
export function takePicture(terminal: Terminal, memory: TerminalMemory): TakenPicture {
  const inside = insideOf(terminal);
  const links = new Links(inside);
  return { screen: screen(inside, links, memory), above: new PictureAbove(inside, links) };
}

/**
 * The screen for a terminal that has as many lines above it, whatever is in them, and whose screen is empty. A cursor that was
 * saved above the screen is saved in its first line: the number of its line has to be told apart.
 */
export function takeScreen(terminal: Terminal, memory: TerminalMemory): string {
  const inside = insideOf(terminal);
  return screen(inside, new Links(inside), memory, true);
}

function screen(inside: Inside, links: Links, memory: TerminalMemory, isAlone = false): string {
  const { _windowTitle: title, _iconName: icon } = inside._inputHandler;
  let names = '';
  if (icon !== '') names += `\x1b]1;${icon.slice(0, TITLE_MAX)}\x07`;
  if (title !== '') names += `\x1b]2;${title.slice(0, TITLE_MAX)}\x07`;
  return names + memory.restore() + screenText(inside, links, isAlone);
}
