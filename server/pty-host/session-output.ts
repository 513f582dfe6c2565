import type { ScreenText } from '#common/api.ts';
import type { Appearance } from '#common/appearance.ts';
import { FRAME_DATA_MAX, RING_BYTES, ROWS_MIN } from '#common/limits.ts';
import type { PreviewRow } from '#common/preview.ts';
import type { Result } from '#common/result.ts';
import type { Beat } from './beat.ts';
import { ByteRing } from './byte-ring.ts';
import { mirrorPaces } from './flow-control.ts';
import { OutputBatch } from './output-batch.ts';
import type { Pty } from './pty.ts';
import { resetSequence } from './reset-sequence.ts';
import type { LinesPiece, Picture, ScreenPicture, WantedLines } from './screen-messages.ts';
import type { Opening, Screen, Screens } from './screens.ts';
import { StreamChecksum } from './stream-checksum.ts';

/** So long a program has to see that its window is a row lower, in milliseconds: what is busy looks when it is done. */
const REDRAW_MS = 100;

/** Why a program waits. */
export type PauseReason = 'mirror' | 'owner' | 'picture' | 'keys';

export interface SessionOutputOptions {
  readonly pty: Pty;
  readonly screens: Screens;
  readonly cols: number;
  readonly rows: number;
  /** What a page looks like, until one tells of itself. */
  readonly appearance: Appearance;
  /** New output is in the ring and due to go out. */
  readonly flushed: () => void;
  /** Of all sessions. */
  readonly beat: Beat;
  /** Somebody waits for what is printed now. */
  readonly isAwaited: () => boolean;
  /** Somebody types into another program. */
  readonly yields: () => boolean;
  /** The headless terminal's answer to a query of the program. */
  readonly answer: (text: string) => void;
  readonly title: (title: string) => void;
  readonly preview: (preview: { count: number; rows: PreviewRow[] }) => void;
}

/** What a program prints: the ring of its last bytes, the headless terminal that reads along, and the grid of both. */
export class SessionOutput {
  readonly ring = new ByteRing(RING_BYTES);
  readonly #checksum = new StreamChecksum(this.ring);
  readonly #pty: Pty;
  readonly #screen: Screen;
  readonly #flushed: () => void;
  readonly #yields: () => boolean;
  /**
   * The headless terminal is given what came when the window ends: on another thread, but with two cores it would take one from
   * those that carry the echo of a key.
   */
  readonly #batch: OutputBatch;
  readonly #pauses = new Set<PauseReason>();
  #cols: number;
  #rows: number;
  #appearance: Appearance;
  /** Offset at which the grid changed last; -1 when it never did. */
  #resizedAt = -1;
  #redraw: NodeJS.Timeout | null = null;
  /** Offset up to which the worker has been sent, and has parsed. */
  #fed = 0;
  #parsed = 0;

  constructor(options: SessionOutputOptions) {
    this.#pty = options.pty;
    this.#cols = options.cols;
    this.#rows = options.rows;
    this.#appearance = options.appearance;
    this.#flushed = options.flushed;
    this.#yields = options.yields;
    const { beat, isAwaited } = options;
    this.#batch = new OutputBatch({ beat, isAwaited, send: () => this.#flushed(), settle: (at) => this.#settle(at) });
    this.#screen = options.screens.open(
      { cols: options.cols, rows: options.rows, offset: 0, appearance: options.appearance },
      {
        parsed: (bytes) => this.#mirrorParsed(bytes),
        answer: options.answer,
        title: options.title,
        preview: options.preview,
        rebuild: () => this.#rebuild(),
      },
    );
  }

  get cols(): number {
    return this.#cols;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Differs whenever the screen has changed. */
  get mark(): string {
    return `${this.ring.end} ${this.#resizedAt} ${this.#cols} ${this.#rows}`;
  }

  take(bytes: Uint8Array): void {
    this.ring.append(bytes);
    this.#checksum.append(bytes);
    this.#batch.add(bytes.length);
    if (mirrorPaces(this.#pauses.has('mirror'), this.ring.end - this.#parsed)) this.pause('mirror', true);
  }

  /** Sends out what was gathered: to the viewers first, then to the headless terminal. */
  flush(): void {
    this.#flushed();
    this.#feed();
  }

  /** What was printed for the old grid is out before the new one holds. */
  resize(cols: number, rows: number): void {
    this.flush();
    this.#cols = cols;
    this.#rows = rows;
    this.#resizedAt = this.ring.end;
    this.#pty.resize(cols, rows);
    this.#screen.resize(cols, rows);
  }

  /** What a program hears that asks how it looks. */
  appear(appearance: Appearance): void {
    this.#appearance = appearance;
    this.#screen.appear(appearance);
  }

  /**
   * Puts the bytes of a reset into the stream, as if the program had printed them: so the headless terminal, every viewer and every
   * later one takes them at the same place.
   */
  reset(): void {
    this.take(resetSequence(this.#cols, this.#rows));
    this.flush();
  }

  /**
   * Makes the program draw anew, without a byte: its window is a row lower for a moment. The signal alone would not do, since many
   * look whether the size is another.
   */
  askForRedraw(): void {
    this.#pty.resize(this.#cols, this.#rows > ROWS_MIN ? this.#rows - 1 : this.#rows + 1);
    if (this.#redraw !== null) clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => {
      this.#redraw = null;
      this.#pty.resize(this.#cols, this.#rows);
    }, REDRAW_MS);
  }

  /** The program waits while there is any reason. */
  pause(reason: PauseReason, on: boolean): void {
    const before = this.#pauses.size;
    if (on) this.#pauses.add(reason);
    else this.#pauses.delete(reason);
    if (before === 0 && this.#pauses.size > 0) {
      this.#pty.pause();
      this.#batch.rest(); // a viewer's acknowledgement of it may be what the program waits for
    }
    if (before > 0 && this.#pauses.size === 0) this.#pty.resume();
  }

  paused(reason: PauseReason): boolean {
    return this.#pauses.has(reason);
  }

  /** Screen, scrollback and modes after everything printed so far. */
  picture(): Promise<Result<Picture>> {
    this.#feed();
    return this.#screen.picture();
  }

  /** The same without the lines above the screen. */
  screen(): Promise<Result<ScreenPicture>> {
    this.#feed();
    return this.#screen.screen();
  }

  /** Some of those lines. */
  lines(wanted: WantedLines): Promise<Result<LinesPiece>> {
    return this.#screen.lines(wanted);
  }

  text(options: { scrollback: boolean }): Promise<Result<ScreenText>> {
    this.#feed();
    return this.#screen.text(options);
  }

  /** Previews on, the next one whole, or off. */
  preview(on: boolean): void {
    if (on) this.#feed();
    this.#screen.preview(on);
  }

  /**
   * The checksum of all bytes before this picture, if output can go on after it: its grid is the present one, and what
   * follows it is still held. Else null.
   */
  follows(picture: Picture | ScreenPicture): number | null {
    const isOfGrid = picture.cols === this.#cols && picture.rows === this.#rows;
    return isOfGrid && picture.offset >= this.ring.start ? this.#checksum.at(picture.offset) : null;
  }

  /**
   * Whether a viewer that stands at this offset can go on from there: bytes from before a resize are for another grid, one that
   * stands at the very offset may have missed the resize itself, and one whose bytes have another checksum shows something
   * that the program did not print.
   */
  resumes(offset: number, checksum: number): boolean {
    return offset >= this.ring.start && offset > this.#resizedAt && this.#checksum.at(offset) === checksum;
  }

  /** The program printed its last. */
  end(): void {
    this.#pauses.clear();
    this.flush();
    this.#batch.close();
  }

  close(): void {
    if (this.#redraw !== null) clearTimeout(this.#redraw);
    this.#batch.close();
    this.#screen.close();
  }

  /** After a full frame the program leaves the cores to the keys of others, until the window ends or the beat comes. */
  #settle(at: 'full' | 'end'): void {
    this.#feed();
    this.pause('keys', at === 'full' && this.#yields());
  }

  /** Gives the headless terminal what it has not been given. */
  #feed(): void {
    while (this.#fed < this.ring.end) {
      const bytes = new Uint8Array(this.ring.read(this.#fed, FRAME_DATA_MAX)); // a copy: the worker gets it for good
      this.#fed += bytes.length;
      this.#screen.write(bytes);
    }
  }

  #mirrorParsed(bytes: number): void {
    this.#parsed += bytes;
    if (!mirrorPaces(this.#pauses.has('mirror'), this.ring.end - this.#parsed)) this.pause('mirror', false);
  }

  #rebuild(): Opening & { replay: Uint8Array<ArrayBuffer> } {
    const { end } = this.ring;
    const start = Math.max(this.ring.start, this.#resizedAt); // bytes from before were for another grid
    const replay = new Uint8Array(end - start);
    for (let at = start; at < end; ) {
      const part = this.ring.read(at, FRAME_DATA_MAX);
      replay.set(part, at - start);
      at += part.length;
    }
    this.#fed = end;
    this.#parsed = end;
    this.pause('mirror', false);
    return { cols: this.#cols, rows: this.#rows, offset: start, appearance: this.#appearance, replay };
  }
}
