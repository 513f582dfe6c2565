import { FRAME_DATA_MAX, NOTICES_MAX } from '#common/limits.ts';
import type { ViewerNotice } from '#common/pty-host-protocol.ts';
import type { ByteRing } from './byte-ring.ts';
import { credit, isStale } from './flow-control.ts';
import type { LinesPiece, Picture, ScreenPicture, WantedLines } from './screen-messages.ts';

/** Where a viewer's frames go: one client's socket. */
export interface ViewerSink {
  output(viewer: number, offset: number, bytes: Uint8Array): void;
  /** `checksum`: of all bytes of the stream before the picture's offset. */
  snapshot(viewer: number, picture: Picture, checksum: number): void;
  /** The same of the screen alone. */
  screen(viewer: number, picture: ScreenPicture, checksum: number): void;
  lines(viewer: number, piece: LinesPiece): void;
  notice(viewer: number, notice: ViewerNotice): void;
  /** The socket holds what this viewer may add to already; nothing more should be until it drains. */
  isFull(viewer: number): boolean;
  /** It knows what to do with a screen and the lines above it; otherwise it wants snapshots. */
  readonly takesScreens: boolean;
  /** Its input has one numbering over reconnects, and it wants to hear how far that was taken. */
  readonly numbersInput: boolean;
}

export interface ViewerOptions {
  readonly id: number;
  readonly client: string;
  readonly cols: number;
  readonly rows: number;
  readonly visible: boolean;
  readonly sink: ViewerSink;
}

/** Who types into a session, over reconnects. */
export interface Typist {
  /** By which it is heard now: what an earlier viewer of it sent, and comes late, is not typed. */
  voice: Viewer;
  /** Number of the last piece that was taken, whether it was typed or refused. */
  taken: number;
  /** The last pieces in a row that were refused. */
  refused: { from: number; to: number } | null;
  /** Bytes taken that it has not heard of. */
  untold: number;
}

/**
 * One viewer's place in a session's stream. It holds no bytes: it reads the ring from where it stands.
 *
 * `snapshot`: waits for a picture. `live`: gets output as its credit allows. `stale`: fell behind; gets nothing until it
 * has acknowledged what it was sent, then a picture.
 */
export class Viewer {
  readonly id: number;
  readonly client: string;
  readonly sink: ViewerSink;
  /** The grid it would like, for when it comes to own the size. */
  cols: number;
  rows: number;
  visible: boolean;
  typist: Typist = { voice: this, taken: 0, refused: null, untold: 0 };
  /** A picture waits until it may be sent. */
  due = false;
  /** The lines it wants now; null while it waits for none. */
  wanted: WantedLines | null = null;
  resizeSequence = -1;
  /** When it last acknowledged, monotonic milliseconds. */
  acknowledgedAt: number;
  #mode: 'snapshot' | 'live' | 'stale' = 'snapshot';
  /** Where it began or went on. */
  #began = 0;
  #sent = 0;
  #acknowledged = 0;
  #held = false;
  #endTold = false;
  /** Of the screen it was sent last; null when it was sent none, since it went on from where it stood. */
  #numbering: number | null = null;
  /** Of its size, since its last acknowledgement. */
  #notices = 0;
  /** It has acknowledged that screen: what it says from then on, it says of that one. */
  #hasRead = true;
  #whole: boolean;

  constructor(options: ViewerOptions, now: number) {
    this.id = options.id;
    this.client = options.client;
    this.sink = options.sink;
    this.cols = options.cols;
    this.rows = options.rows;
    this.visible = options.visible;
    this.acknowledgedAt = now;
    this.#whole = !options.sink.takesScreens;
  }

  get live(): boolean {
    return this.#mode === 'live';
  }

  get sent(): number {
    return this.#sent;
  }

  /** Bytes of the stream it has not parsed, as far as it said; none while it waits for a picture. */
  unacknowledged(end: number): number {
    return this.#mode === 'live' ? end - this.#acknowledged : 0;
  }

  /**
   * Whether its terminal has all lines above the screen. Until then it cannot change its grid by itself: which lines come down
   * to the screen, and how they wrap anew, depends on them.
   */
  get whole(): boolean {
    return this.#whole;
  }

  /** Goes on from a whole picture. */
  startFrom(picture: Picture, checksum: number): void {
    this.#hasRead = false;
    this.sink.snapshot(this.id, picture, checksum);
    this.start(picture.offset);
    this.#whole = true;
  }

  /** Goes on from a screen. What lies above it, the viewer asks for. */
  startFromScreen(picture: ScreenPicture, checksum: number): void {
    this.#numbering = picture.numbering;
    this.#whole = false;
    this.#hasRead = false;
    this.sink.screen(this.id, picture, checksum);
    this.start(picture.offset);
  }

  /** Says that it has all lines; that counts if it means those of its last screen. */
  saysWhole(numbering: number): void {
    if (this.#hasRead && (this.#numbering === null || this.#numbering === numbering)) this.#whole = true;
  }

  /** Goes on from an offset at which its terminal stands. */
  start(offset: number): void {
    this.#began = offset;
    this.#sent = offset;
    this.#acknowledged = offset;
    this.#mode = 'live';
  }

  /** It must get a picture before any more output. */
  await(): void {
    this.#mode = 'snapshot';
  }

  /** It has read the picture before, and its socket has room: otherwise the next one waits, as it would only take the same place. */
  get takesPicture(): boolean {
    return this.#hasRead && !this.sink.isFull(this.id);
  }

  /** Tells that the grid is another; false when it has heard of too many without a word: then it is due a screen. */
  tellResized(cols: number, rows: number): boolean {
    this.#notices += 1;
    if (this.#notices > NOTICES_MAX) return false;
    this.sink.notice(this.id, { kind: 'resized', cols, rows });
    return true;
  }

  /** Sends what its credit and its socket allow, so many frames at most. Turns stale when it is too far behind. */
  pump(ring: ByteRing, frames = Number.POSITIVE_INFINITY): void {
    if (this.#mode !== 'live') return;
    if (isStale(this.#sent, ring)) {
      this.#mode = 'stale';
      this.sink.notice(this.id, { kind: 'stale' });
      return;
    }
    this.#held = false;
    for (let left = frames; left > 0 && this.#sent < ring.end && !this.sink.isFull(this.id); left -= 1) {
      const due = Math.min(ring.end - this.#sent, FRAME_DATA_MAX);
      // A whole frame or all there is: sent in whatever an ack frees, a flood would go on in crumbs for good.
      this.#held = credit(this.#sent, this.#acknowledged) < due;
      if (this.#held) return;
      const bytes = ring.read(this.#sent, due);
      this.sink.output(this.id, this.#sent, bytes);
      this.#sent += bytes.length;
    }
  }

  /** Its terminal has parsed up to here. True when it is stale and has caught up: it is due a picture. */
  acknowledge(offset: number, now: number): boolean {
    this.acknowledgedAt = now;
    this.#notices = 0;
    if (offset >= this.#began) this.#hasRead = true;
    if (offset > this.#acknowledged && offset <= this.#sent) this.#acknowledged = offset;
    return this.#mode === 'stale' && this.#acknowledged === this.#sent;
  }

  /** Output waits for nothing but its acknowledgement. What waits for the batch does not: an ack must not cut that short. */
  get held(): boolean {
    return this.#held;
  }

  /** Stale with nothing on its way: no acknowledgement will come that could wake it. */
  get stranded(): boolean {
    return this.#mode === 'stale' && this.#acknowledged === this.#sent;
  }

  /** Tells the end once, when the last byte was sent. */
  tellEnd(end: number, exit: Extract<ViewerNotice, { kind: 'ended' }>['exit']): void {
    if (this.#endTold || this.#mode !== 'live' || this.#sent < end) return;
    this.#endTold = true;
    this.sink.notice(this.id, { kind: 'ended', exit });
  }
}
