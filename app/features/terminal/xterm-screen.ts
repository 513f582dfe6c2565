import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import type { Appearance } from '#common/appearance.ts';
import type { BrowserSettings } from '#app/live/browser-settings.ts';
import { COLS_DEFAULT, COLS_MAX, COLS_MIN, ROWS_DEFAULT, ROWS_MAX, ROWS_MIN, SCROLLBACK_LINES } from '#common/limits.ts';
import { LEAST_CONTRAST } from '#app/parts/terminal-colours/legible.ts';
import { guardTerminal } from '#common/guard-terminal.ts';
import { quickPrint } from '#common/quick-print.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import { BEFORE_RESET } from './before-reset.ts';
import type { Gpu } from './gpu.ts';
import { createGpuDrawing } from './gpu-drawing.ts';
import { LinesAbove, NOTHING_ABOVE } from './lines-above.ts';
import { muteReplies } from './mute-replies.ts';
import { scalePointer } from './scaled-pointer.ts';
import { withStyleNonce } from './style-nonce.ts';
import { rowKeyText, withCtrl } from './row-keys.ts';
import type { Grid } from './screen.ts';
import { followLinks } from './terminal-links.ts';
import { NOBODY, type TerminalScreen } from './terminal-screen.ts';
import { appearanceOf, onThemeChange, readTheme } from './terminal-theme.ts';
import { scrollByTouch } from './touch-scroll.ts';
import { bytesOfBinary, isReport } from './typed.ts';
import { drawLess, drawNow, resumeDrawing } from './xterm-drawing.ts';

/** Width of the scroll bar, and room that is kept for it beside the columns, in CSS pixels. */
const SCROLL_BAR = 8;

/** The letters that most screens have, plain and bold. */
const LETTERS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('');
const SAMPLE = `${LETTERS}\x1b[1m${LETTERS}\x1b[32m${LETTERS}`;

export interface XtermScreenParts {
  /** Empty element that fills the room for the terminal. Its size is the room; it clips. */
  room: HTMLElement;
  /** Null: the browser draws the text. */
  gpu: Gpu | null;
  /** Size of the letters, and whether there is a text of the rows for screen readers. */
  settings: () => Pick<BrowserSettings, 'terminalFontSize' | 'screenReader'>;
}

/** The one place of the page that knows xterm. `room` must stand in the page while it is made. */
export function createXtermScreen({ room, gpu, settings }: XtermScreenParts): TerminalScreen {
  let user = NOBODY;
  let theme = readTheme(room.ownerDocument);
  let cell: Appearance['cell'] = null;
  const encoder = new TextEncoder();
  const terminal = new Terminal({
    allowProposedApi: true,
    cols: COLS_DEFAULT,
    rows: ROWS_DEFAULT,
    scrollback: SCROLLBACK_LINES,
    cursorBlink: false,
    fontFamily: getComputedStyle(room).fontFamily,
    fontSize: settings().terminalFontSize,
    lineHeight: 1.1, // 1.42 em: as far as the lines of the symbol font reach, so that frames have no gaps
    macOptionClickForcesSelection: true,
    minimumContrastRatio: LEAST_CONTRAST,
    overviewRuler: { width: SCROLL_BAR }, // the one way to the scroll bar's width
    screenReaderMode: settings().screenReader,
    theme,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(new Unicode11Addon());
  // The same widths as in the pty host's terminal; otherwise the two draw lines differently.
  terminal.unicode.activeVersion = '11';
  guardTerminal(terminal);
  quickPrint(terminal);
  const muted = muteReplies(terminal.parser);
  withStyleNonce(room.ownerDocument, () => terminal.open(room));
  drawLess(terminal);
  terminal.parser.registerOscHandler(52, (data) => {
    user.onClipboard(data);
    return true;
  });
  let recoloured = false;
  for (const code of [4, 10, 11, 12]) {
    terminal.parser.registerOscHandler(code, () => {
      recoloured = true;
      return false;
    });
  }
  scalePointer(terminal, () => scale);
  followLinks({ terminal, onHover: (target) => user.onLink(target), onClick: (target, event) => user.onLinkClick(target, event) });
  const characters = new Utf8Pieces();
  const lines = new LinesAbove({ terminal, makeAside: () => aside(terminal.cols), changed: () => user.onLines(lines.isInView) });
  const drawing =
    gpu &&
    createGpuDrawing({
      pool: gpu.pool,
      draw: (lost) => gpu.draw(terminal, lost),
      changed() {
        applyScale();
        user.onDrawing();
      },
    });
  let reserve: number | null = null;
  let scale = 1;
  let ctrlUsed: (() => void) | null = null;

  terminal.onData((data) => {
    if (muted.isReplying()) return;
    const report = isReport(data);
    user.onInput(encoder.encode(report ? data : takeCtrl(data)), report);
  });
  // Only mouse reports of the oldest encoding are binary.
  terminal.onBinary((data) => user.onInput(bytesOfBinary(data), true));
  terminal.onResize(() => applyScale());
  terminal.onScroll(() => user.onLines(lines.isInView));
  room.addEventListener('paste', takePaste, true);
  const endTouch = scrollByTouch(
    room,
    () => cellHeight(),
    (lines) => terminal.scrollLines(lines),
  );
  const endTheme = onThemeChange(window, () => {
    theme = readTheme(room.ownerDocument);
    terminal.options.theme = theme;
    user.onDrawing();
  });

  function applySettings(): void {
    const { terminalFontSize, screenReader } = settings();
    terminal.options.screenReaderMode = screenReader;
    // Letters are measured in the page, so a hidden terminal waits until it is shown.
    if (!room.isConnected) return;
    terminal.options.fontSize = terminalFontSize;
    drawing?.measure();
  }

  /** Lets go of a Ctrl that is held, and gives the text as it makes it. */
  function takeCtrl(text: string): string {
    if (!ctrlUsed) return text;
    const used = ctrlUsed;
    ctrlUsed = null;
    used();
    return withCtrl(text);
  }

  function copy(): void {
    if (!terminal.hasSelection()) return;
    navigator.clipboard.writeText(terminal.getSelection()).catch((error: unknown) => console.error('The browser refused to copy.', error));
  }

  /** Runs before xterm's own listeners, which would paste without asking. */
  function takePaste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text !== '') user.onPaste(text);
  }

  function drawn(): HTMLElement | null {
    return room.querySelector<HTMLElement>('.xterm-screen');
  }

  function cellHeight(): number {
    return ((drawn()?.offsetHeight ?? 0) * scale) / terminal.rows;
  }

  function applyScale(): void {
    const element = terminal.element;
    const screen = drawn();
    if (!element || !screen) return;
    const width = screen.offsetWidth + SCROLL_BAR;
    const height = room.clientHeight - (reserve ?? 0);
    scale = reserve === null ? 1 : Math.min(1, room.clientWidth / width, height / screen.offsetHeight);
    element.style.width = reserve === null ? '' : `${width}px`;
    element.style.transformOrigin = '0 0';
    element.style.transform = scale < 1 ? `scale(${scale})` : '';
  }

  function proposal(): Grid | null {
    const size = fit.proposeDimensions();
    if (!size || Number.isNaN(size.cols) || Number.isNaN(size.rows) || room.clientWidth === 0) return null;
    return { cols: clamp(size.cols, COLS_MIN, COLS_MAX), rows: clamp(size.rows, ROWS_MIN, ROWS_MAX) };
  }

  function appearance(): Appearance {
    const screen = drawn();
    // A hidden terminal has no size; it keeps what it had.
    if (screen && screen.offsetWidth > 0) cell = cellOf(screen, terminal);
    return appearanceOf(theme, cell);
  }

  const size = proposal();
  if (size !== null) resizeTerminal(terminal, size.cols, size.rows);
  appearance(); // it may be asked for before it is shown

  return {
    servedTo(one) {
      user = one;
    },
    warm(standing) {
      terminal.write(SAMPLE, () => {
        standing(() => {
          drawNow(terminal);
          terminal.reset();
          drawNow(terminal);
        });
      });
    },
    write: (data, parsed) => terminal.write(characters.take(data), parsed),
    restore({ grid, data, above }, parsed) {
      characters.reset();
      terminal.write(BEFORE_RESET, () => {
        lines.leave();
        terminal.reset();
        // A reset keeps colours that the program had set; the picture brings those that still hold.
        if (recoloured) terminal.options.theme = { ...theme };
        recoloured = false;
        resizeTerminal(terminal, grid.cols, grid.rows);
        lines.begin(above ?? NOTHING_ABOVE);
      });
      terminal.write(data, () => {
        lines.screenWritten(above ?? NOTHING_ABOVE);
        parsed();
      });
    },
    wanted: () => lines.wanted,
    fill: (piece, filled) => lines.fill(piece, filled),
    resize(grid) {
      terminal.write('', () => resizeTerminal(terminal, grid.cols, grid.rows));
    },
    proposal,
    appearance,
    grid: () => ({ cols: terminal.cols, rows: terminal.rows }),
    focus: () => terminal.focus(),
    blur: () => terminal.blur(),
    copy,
    isBracketing: () => terminal.modes.bracketedPasteMode,
    scrollToEnd: () => terminal.scrollToBottom(),
    press(key) {
      const ctrl = ctrlUsed !== null;
      const text = rowKeyText(key, { ctrl, application: terminal.modes.applicationCursorKeysMode });
      takeCtrl('');
      terminal.input(text, true);
    },
    holdCtrl(used) {
      ctrlUsed = used;
    },
    setScaled(now) {
      reserve = now;
      applyScale();
    },
    roomChanged() {
      applySettings();
      applyScale();
    },
    shown() {
      resumeDrawing(terminal);
      drawing?.shown();
    },
    hidden: () => drawing?.hidden(),
    close() {
      endTouch();
      endTheme();
      room.removeEventListener('paste', takePaste, true);
      muted.dispose();
      lines.close();
      drawing?.close();
      terminal.dispose();
    },
  };
}

/** Where lines are drawn before they get their places: as wide, with the same widths of characters. */
function aside(cols: number): Terminal {
  const terminal = new Terminal({ allowProposedApi: true, cols, rows: 2, scrollback: SCROLLBACK_LINES });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  return terminal;
}

/** To a tenth of a pixel, since the whole is measured in whole ones. */
function cellOf({ offsetWidth, offsetHeight }: HTMLElement, { cols, rows }: Grid): Appearance['cell'] {
  return { width: Math.round((10 * offsetWidth) / cols) / 10, height: Math.round((10 * offsetHeight) / rows) / 10 };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
