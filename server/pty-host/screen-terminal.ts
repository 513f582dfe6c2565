import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import type { ScreenText } from '#common/api.ts';
import { type Appearance, FIRST_APPEARANCE } from '#common/appearance.ts';
import { isControl, isTurning } from '#common/control-characters.ts';
import { cutText } from '#common/cut-text.ts';
import { guardTerminal } from '#common/guard-terminal.ts';
import { ANSWERS_PER_SECOND, MIRROR_STEP, PICTURE_MAX, SCROLLBACK_LINES, TEXT_MAX, TITLE_EVERY_MS, TITLE_MAX } from '#common/limits.ts';
import { quickPrint } from '#common/quick-print.ts';
import { PREVIEW_EVERY_MS, type PreviewRow } from '#common/preview.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import { GroundTracker } from './ground.ts';
import { NumberedLines } from './numbered-lines.ts';
import { type TakenPicture, takePicture, takeScreen } from './picture.ts';
import { PreviewDiff, previewRows } from './preview-rows.ts';
import type { LinesPiece, Picture, ScreenPicture, WantedLines } from './screen-messages.ts';
import { TerminalMemory } from './terminal-memory.ts';
import { SIZE_QUERIES, TerminalQueries } from './terminal-queries.ts';

export interface ScreenListener {
  /** So many bytes more are parsed. It is told from MIRROR_STEP on: each word of it wakes the thread that carries keys. */
  parsed(bytes: number): void;
  answer(text: string): void;
  title(title: string): void;
  /** Rows of the preview that changed, while it is switched on. */
  preview(preview: { count: number; rows: PreviewRow[] }): void;
}

/** One headless terminal: it reads what the program prints, answers its queries, and can be asked for a picture. */
export class ScreenTerminal {
  readonly #terminal: headless.Terminal;
  readonly #memory: TerminalMemory;
  readonly #queries: TerminalQueries;
  readonly #above: NumberedLines;
  readonly #ground = new GroundTracker();
  readonly #characters = new Utf8Pieces();
  readonly #base: number;
  readonly #listener: ScreenListener;
  /** Parsed bytes that the listener has not heard of. */
  #untold = 0;
  #muted = false;
  /** What the program is to hear for what is being parsed. */
  #answers = '';
  #preview: PreviewDiff | null = null;
  #previewTimer: NodeJS.Timeout | null = null;
  #title = '';
  #toldTitle = '';
  #titleTimer: NodeJS.Timeout | null = null;

  constructor(size: { cols: number; rows: number; offset: number; appearance?: Appearance }, listener: ScreenListener) {
    this.#base = size.offset;
    this.#terminal = new headless.Terminal({
      cols: size.cols,
      rows: size.rows,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
      logLevel: 'off',
      windowOptions: SIZE_QUERIES,
    });
    // The addon's types name the browser's terminal; it uses only what both have.
    this.#terminal.loadAddon(new unicode11.Unicode11Addon() as unknown as headless.ITerminalAddon);
    this.#terminal.unicode.activeVersion = '11';
    const answer = (text: string) => this.#answer(text);
    this.#terminal.onData(answer);
    this.#queries = new TerminalQueries(this.#terminal, size.appearance ?? FIRST_APPEARANCE, answer);
    this.#memory = new TerminalMemory(this.#terminal, { appearance: () => this.#queries.appearance, answer });
    this.#above = new NumberedLines(this.#terminal);
    guardTerminal(this.#terminal);
    quickPrint(this.#terminal);
    this.#terminal.onTitleChange((title) => this.#setTitle(cleanTitle(title)));
    this.#listener = listener;
    this.#terminal.onWriteParsed(() => this.#touched());
    this.#terminal.onResize(() => this.#touched());
  }

  /** Bytes of the program. The listener hears of them when enough are parsed. */
  write(bytes: Uint8Array): void {
    this.#terminal.write(this.#characters.take(bytes), () => {
      this.#ground.push(bytes);
      this.#untold += bytes.length;
      if (this.#untold < MIRROR_STEP) return;
      this.#listener.parsed(this.#untold);
      this.#untold = 0;
    });
  }

  /** Earlier bytes that rebuild the terminal; queries in them are not answered again. */
  replay(bytes: Uint8Array): void {
    this.#terminal.write('', () => {
      this.#muted = true;
    });
    this.#terminal.write(this.#characters.take(bytes), () => {
      this.#muted = false;
      this.#ground.push(bytes);
    });
  }

  /** Takes its place among the writes: bytes before it were for the old grid, bytes after it are for the new. */
  resize(cols: number, rows: number): void {
    this.#terminal.write('', () => resizeTerminal(this.#terminal, cols, rows));
  }

  /** What the owner's page looks like, from now on. A program that wants to hear of other colours is told. */
  appear(appearance: Appearance): void {
    const report = this.#queries.appear(appearance);
    if (report !== '') this.#listener.answer(report);
  }

  /** Calls back when everything written before is parsed, and what is answered to it is told. */
  settled(done: () => void): void {
    this.#terminal.write('', () => {
      this.#tellAnswers();
      done();
    });
  }

  /**
   * To be called when settled: screen and modes, and scrollback as far as there is room. It is taken now; the making goes on
   * in steps, one for each line and a last one of some milliseconds, between which others may be served.
   */
  picture(): Generator<void, Picture, undefined> {
    const { offset, opener } = this.#ground.resume;
    const { cols, rows } = this.#terminal;
    const taken = takePicture(this.#terminal, this.#memory);
    return made({ offset: this.#base + offset, cols, rows }, taken, opener);
  }

  /** To be called when settled: the screen alone, with all modes. */
  screen(): ScreenPicture {
    const { offset, opener } = this.#ground.resume;
    const { cols, rows } = this.#terminal;
    const { above } = this.#above;
    const data = new TextEncoder().encode(takeScreen(this.#terminal, this.#memory) + opener);
    return { offset: this.#base + offset, cols, rows, data, ...above };
  }

  /** At any time: a piece of the lines above the screen. */
  lines(wanted: WantedLines): LinesPiece {
    return this.#above.piece(wanted);
  }

  /** To be called when settled: what a person sees, as text. */
  text(scrollback: boolean): ScreenText {
    const { active } = this.#terminal.buffer;
    const { cols, rows } = this.#terminal;
    const bottom = active.baseY + rows;
    const first = scrollback ? 0 : active.baseY;
    const lines: string[] = [];
    let room = TEXT_MAX;
    let top = bottom;
    // From the newest up, as far as there is room: it is the older lines that can be missed.
    while (top > first) {
      const line = active.getLine(top - 1)?.translateToString(true) ?? '';
      room -= line.length + 1;
      if (room < 0) break;
      lines.push(line);
      top -= 1;
    }
    const cursor = { x: active.cursorX, y: active.baseY + active.cursorY - top };
    return { cols, rows, lines: lines.reverse(), cut: top > first, cursor, title: '' };
  }

  /** Switches previews on, the first one whole, or off. */
  preview(on: boolean): void {
    this.#preview = on ? new PreviewDiff() : null;
    if (this.#previewTimer !== null) clearTimeout(this.#previewTimer);
    this.#previewTimer = null;
    if (on) this.settled(() => this.#tellPreview());
  }

  /** Answers are told together, each word to the thread that carries keys wakes it; no more of them than a program gets. */
  #answer(text: string): void {
    if (this.#muted || this.#answers.length + text.length > ANSWERS_PER_SECOND) return;
    if (this.#answers === '') queueMicrotask(() => this.#tellAnswers());
    this.#answers += text;
  }

  #tellAnswers(): void {
    const answers = this.#answers;
    this.#answers = '';
    if (answers !== '') this.#listener.answer(answers);
  }

  /** A title is told at once, then, while it goes on changing, ten times a second. */
  #setTitle(title: string): void {
    this.#title = title;
    if (this.#titleTimer === null) this.#tellTitle();
  }

  #tellTitle(): void {
    if (this.#title === this.#toldTitle) return;
    this.#toldTitle = this.#title;
    this.#listener.title(this.#title);
    this.#titleTimer = setTimeout(() => {
      this.#titleTimer = null;
      this.#tellTitle();
    }, TITLE_EVERY_MS);
  }

  /** The screen changed: the first change is told at once, those after it together when the pause is over. */
  #touched(): void {
    if (this.#preview !== null && this.#previewTimer === null) this.#tellPreview();
  }

  #tellPreview(): void {
    const changes = this.#preview?.changes(previewRows(this.#terminal));
    if (!changes) return;
    this.#listener.preview(changes);
    this.#previewTimer = setTimeout(() => {
      this.#previewTimer = null;
      this.#tellPreview();
    }, PREVIEW_EVERY_MS);
  }

  dispose(): void {
    this.preview(false);
    if (this.#titleTimer !== null) clearTimeout(this.#titleTimer);
    this.#memory.dispose();
    this.#terminal.dispose();
  }
}

function* made(
  place: { offset: number; cols: number; rows: number },
  { above, screen }: TakenPicture,
  opener: string,
): Generator<void, Picture, undefined> {
  const encoder = new TextEncoder();
  const shown = encoder.encode(screen + opener);
  const scrollback = encoder.encode(yield* above.text(PICTURE_MAX - shown.length));
  const data = new Uint8Array(scrollback.length + shown.length);
  data.set(scrollback);
  data.set(shown, scrollback.length);
  return { ...place, data, screenAt: scrollback.length };
}

/** A title as it may be shown: printable characters of one direction, cut. */
export function cleanTitle(title: string): string {
  let plain = '';
  for (const character of title) {
    const code = character.charCodeAt(0);
    if (!isControl(code) && !isTurning(code)) plain += character;
  }
  return cutText(plain, TITLE_MAX);
}
