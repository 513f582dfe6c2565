import { TERMINAL_KEYS } from '#app/actions/key-dispatch.ts';
import type { BrowserSettings } from '#app/live/browser-settings.ts';
import { PAGE_ROOM } from '#app/parts/shell.tsx';
import type { Gpu } from './gpu.ts';
import type { Grid } from './screen.ts';
import type { TerminalScreen } from './terminal-screen.ts';
import { createXtermScreen } from './xterm-screen.ts';

/** Where the bar of a session takes two lines, or there is a row of keys: what is left for a terminal is known when it is there. */
const UNLIKE = '(width < 640px), (pointer: coarse)';

/** A terminal's screen that stands nowhere yet. */
export interface PreparedScreen {
  /** What it is drawn in; fills the place it is put into. */
  readonly room: HTMLElement;
  readonly screen: TerminalScreen;
  /** The grid it will have where it is shown, if that is as it mostly is; null when that cannot be known. */
  expected(): Grid | null;
  /** Draws once what most screens have. */
  warm(): void;
}

export interface PreparedScreenParts {
  readonly page: Document;
  /** Null: the browser draws the text. */
  readonly gpu: Gpu | null;
  readonly settings: () => BrowserSettings;
}

/**
 * Makes the screen of a terminal. It takes as long as three frames of a loaded machine, so it is done before anybody waits for
 * it, if that can be. Within one task, so that no picture, no reader of the page and no query finds it there.
 */
export function prepareScreen({ page, gpu, settings }: PreparedScreenParts): PreparedScreen {
  const room = page.createElement('div');
  // Contained: with each key the browser lays out and paints what is in here, and not the page around it.
  room.className = 'absolute inset-y-1 right-0 left-2 overflow-hidden font-mono [contain:strict]';
  for (const [name, value] of Object.entries(TERMINAL_KEYS)) room.setAttribute(name, value);
  // As large as a terminal will mostly be: under a session's bar, without an inspector.
  const place = page.createElement('div');
  place.className = 'invisible absolute inset-x-0 top-12 bottom-0';
  place.setAttribute('aria-hidden', 'true');

  function standing<Result>(run: () => Result): Result {
    if (room.isConnected) return run(); // somebody was quicker and shows it
    place.append(room);
    (page.getElementById(PAGE_ROOM) ?? page.body).append(place);
    try {
      return run();
    } finally {
      place.remove();
    }
  }

  const window = page.defaultView;
  const around = () => [window?.innerWidth, window?.innerHeight, settings().terminalFontSize].join(' ');
  const madeIn = around();
  const screen = standing(() => createXtermScreen({ room, gpu, settings }));
  return {
    room,
    screen,
    expected() {
      const isAlike = madeIn === around() && !settings().inspector.open && window?.matchMedia(UNLIKE).matches === false;
      return isAlike ? screen.grid() : null;
    },
    warm: () => screen.warm(standing),
  };
}
