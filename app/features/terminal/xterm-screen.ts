import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
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
import type { LinkTarget } from './link-target.ts';
import { LinesAbove, NOTHING_ABOVE } from './lines-above.ts';
import { muteReplies } from './mute-replies.ts';
import { scalePointer } from './scaled-pointer.ts';
import { withStyleNonce } from './style-nonce.ts';
import { type RowKey, rowKeyText, withCtrl } from './row-keys.ts';
import type { Grid, Screen } from './screen.ts';
import { followLinks } from './terminal-links.ts';
import { onThemeChange, readTheme } from './terminal-theme.ts';
import { scrollByTouch } from './touch-scroll.ts';
import { bytesOfBinary, isReport } from './typed.ts';

/** Width of the scroll bar, and room that is kept for it beside the columns, in CSS pixels. */
const SCROLL_BAR = 8;

export interface XtermScreenParts {
  /** Empty element that fills the room for the terminal. Its size is the room; it clips. */
  room: HTMLElement;
  /** Null: the browser draws the text. */
  gpu: Gpu | null;
  /** Size of the letters, and whether there is a text of the rows for screen readers. */
  settings: () => Pick<BrowserSettings, 'terminalFontSize' | 'screenReader'>;
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
  /** It is drawn otherwise now, and another grid may fit the room. */
  onDrawing: () => void;
}

export interface XtermScreen extends Screen {
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

/** The one place of the page that knows xterm. */
export function createXtermScreen(parts: XtermScreenParts): XtermScreen {
  const { room, gpu, settings, onInput, onPaste, onLines } = parts;
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
    overviewRuler: { width: SCROLL_BAR }, // the one way to the scroll bar's width; nothing is marked on the ruler
    screenReaderMode: settings().screenReader,
    theme: readTheme(room.ownerDocument),
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
  terminal.parser.registerOscHandler(52, (data) => {
    parts.onClipboard(data);
    return true;
  });
  scalePointer(terminal, () => scale);
  followLinks({ terminal, onHover: parts.onLink, onClick: parts.onLinkClick });
  const characters = new Utf8Pieces();
  const lines = new LinesAbove({ terminal, makeAside: () => aside(terminal.cols), changed: () => onLines(lines.isInView) });
  const drawing =
    gpu &&
    createGpuDrawing({
      pool: gpu.pool,
      draw: (lost) => gpu.draw(terminal, lost),
      changed() {
        applyScale();
        parts.onDrawing();
      },
    });
  let reserve: number | null = null;
  let scale = 1;
  let ctrlUsed: (() => void) | null = null;

  terminal.onData((data) => {
    if (muted.isReplying()) return;
    const report = isReport(data);
    onInput(new TextEncoder().encode(report ? data : takeCtrl(data)), report);
  });
  // Only mouse reports of the oldest encoding are binary.
  terminal.onBinary((data) => onInput(bytesOfBinary(data), true));
  terminal.onResize(() => applyScale());
  terminal.onScroll(() => onLines(lines.isInView));
  room.addEventListener('paste', takePaste, true);
  const endTouch = scrollByTouch(
    room,
    () => cellHeight(),
    (lines) => terminal.scrollLines(lines),
  );
  const endTheme = onThemeChange(window, () => {
    terminal.options.theme = readTheme(room.ownerDocument);
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
    if (text !== '') onPaste(text);
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

  return {
    write: (data, parsed) => terminal.write(characters.take(data), parsed),
    restore({ grid, data, above }, parsed) {
      characters.reset();
      terminal.write(BEFORE_RESET, () => {
        lines.leave();
        terminal.reset();
        // A reset keeps colours that the program had set; the picture brings those that still hold.
        terminal.options.theme = readTheme(room.ownerDocument);
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
    proposal(): Grid | null {
      const size = fit.proposeDimensions();
      if (!size || Number.isNaN(size.cols) || Number.isNaN(size.rows) || room.clientWidth === 0) return null;
      return { cols: clamp(size.cols, COLS_MIN, COLS_MAX), rows: clamp(size.rows, ROWS_MIN, ROWS_MAX) };
    },
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
    shown: () => drawing?.shown(),
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

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
