import type { LinkTarget } from './link-target.ts';
import type { RowKey } from './row-keys.ts';
import type { Grid, Screen } from './screen.ts';

/** Whom a screen tells what happens on it. */
export interface ScreenUser {
  /** A person typed, or (`isReport`) moved the mouse or the focus. */
  onInput: (bytes: Uint8Array, isReport: boolean) => void;
  /** A person pasted this text. */
  onPaste: (text: string) => void;
  /** The program sent OSC 52 with this: it wants to write the clipboard, or to read it. It gets no answer. */
  onClipboard: (data: string) => void;
  /** Where the link under the pointer goes; null when there is none. */
  onLink: (target: LinkTarget | null) => void;
  /** The link that was told last was clicked. */
  onLinkClick: (target: LinkTarget, event: MouseEvent) => void;
  /** Lines above the screen came or went; `inView`: some that are still to come are in view. */
  onLines: (inView: boolean) => void;
  /** It is drawn otherwise now: another grid may fit the room, or it has other colours. */
  onDrawing: () => void;
}

export const NOBODY: ScreenUser = {
  onInput() {},
  onPaste() {},
  onClipboard() {},
  onLink() {},
  onLinkClick() {},
  onLines() {},
  onDrawing() {},
};

export interface TerminalScreen extends Screen {
  /** Tells `user` from now on; nobody before. */
  servedTo(user: ScreenUser): void;
  /**
   * Draws what most screens have once, and is empty again: a letter is measured when it is first drawn. `standing` runs what it is
   * given while the terminal stands in the page.
   */
  warm(standing: (draw: () => void) => void): void;
  /** The grid it has. */
  grid(): Grid;
  focus(): void;
  blur(): void;
  /** Copies what is selected, if anything is. */
  copy(): void;
  /** Whether the program asked for marks around pasted text. */
  isBracketing(): boolean;
  /** Shows the last line, as after a key. */
  scrollToEnd(): void;
  /** Types a key of the row above a keyboard on glass. */
  press(key: RowKey): void;
  /** Holds Ctrl for the next character that is typed; `used` is called when it came. */
  holdCtrl(used: (() => void) | null): void;
  /**
   * A watcher's grid is another's: it is scaled down until it fits the room, never clipped. `reserve`: CSS pixels to keep
   * free at the bottom. Null: the grid is ours, and follows the room.
   */
  setScaled(reserve: number | null): void;
  /** The room or a setting has changed: measures and scales anew. Whether the grid follows is for the owner to ask. */
  roomChanged(): void;
  /** It came into its place, or left it. */
  shown(): void;
  hidden(): void;
  close(): void;
}
