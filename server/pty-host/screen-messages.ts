import type { ScreenText } from '#common/api.ts';
import type { Appearance } from '#common/appearance.ts';
import type { Above, Lines } from '#common/frames.ts';
import type { PreviewRow } from '#common/preview.ts';

/** What the pty host's main thread and its screen worker say to each other. `id` names one headless terminal. */

export type ToScreens =
  /** `offset` is that of the first byte it will be written; `replay` rebuilds it without answering any query in it. */
  | { kind: 'open'; id: number; cols: number; rows: number; offset: number; appearance?: Appearance; replay?: Uint8Array }
  | { kind: 'appear'; id: number; appearance: Appearance }
  | { kind: 'write'; id: number; bytes: Uint8Array }
  | { kind: 'resize'; id: number; cols: number; rows: number }
  | { kind: 'serialize'; id: number; request: number }
  | { kind: 'screen'; id: number; request: number }
  /** The lines before a number, the newest of them. Comes between the writes, at any place of the stream. */
  | { kind: 'lines'; id: number; request: number; wanted: WantedLines }
  | { kind: 'text'; id: number; request: number; scrollback: boolean }
  /** From now on, or no longer: tell the preview when it changes. The first one is whole. */
  | { kind: 'preview'; id: number; on: boolean }
  | { kind: 'close'; id: number }
  /** Answered at once, whatever is still to be parsed. */
  | { kind: 'ping' };

export type FromScreens =
  | { kind: 'parsed'; id: number; bytes: number }
  /** What the terminal answers to a query of the program. */
  | { kind: 'answer'; id: number; text: string }
  | { kind: 'title'; id: number; title: string }
  | { kind: 'preview'; id: number; count: number; rows: PreviewRow[] }
  | { kind: 'serialized'; request: number; picture: Picture }
  | { kind: 'screen'; request: number; picture: ScreenPicture }
  | { kind: 'lines'; request: number; lines: LinesPiece }
  | { kind: 'text'; request: number; screen: ScreenText }
  | { kind: 'failed'; request: number; reason: string }
  | { kind: 'pong' };

/** A terminal as text that rebuilds it, as of a byte of its stream. */
export interface Picture {
  /** Bytes from here on follow raw. */
  readonly offset: number;
  readonly cols: number;
  readonly rows: number;
  readonly data: Uint8Array;
  /** Where in it the screen begins: from there on it rebuilds the screen alone. */
  readonly screenAt: number;
}

/** The screen alone, and what lies above it: those lines are to be had in pieces. */
export interface ScreenPicture extends Above {
  readonly offset: number;
  readonly cols: number;
  readonly rows: number;
  readonly data: Uint8Array;
}

export interface WantedLines {
  readonly numbering: number;
  /** They end before this number. */
  readonly before: number;
}

export type LinesPiece = Omit<Lines, 'viewer'>;
