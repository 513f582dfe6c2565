import { OWNER_PACE_MS } from '#common/limits.ts';
import type { Attach } from '#common/pty-host-protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import type { Exit } from '#common/session.ts';
import { ownerPaces } from './flow-control.ts';
import { attached, keyed, type Leaving, left, type Ownership, takenOver, UNOWNED } from './ownership.ts';
import type { SessionOutput } from './session-output.ts';
import type { Picture, ScreenPicture, WantedLines } from './screen-messages.ts';
import { Viewer, type ViewerSink } from './viewer.ts';

/**
 * How often a picture is asked for anew when a resize or a flood made it useless: before the program has to wait, and
 * before it is given up. A program that waits prints nothing, so only resizes can use up the second number.
 */
const PICTURE_TRIES = 3;
const PICTURE_TRIES_MAX = 20;

const CHANGING: Failure = {
  code: 'screen_unavailable',
  message: 'The screen of this session changes its size without a pause. Open it again when it rests.',
};

export interface ViewersOptions {
  readonly output: SessionOutput;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** How the program ended; null while it runs. */
  readonly exit: () => Exit | null;
  /** The grid changed. */
  readonly resized: () => void;
  /** This one looks no more, or does not own the input any more. */
  readonly left: (viewer: Viewer) => void;
}

/** Everybody who looks at one session, and who among them owns its size and its input. */
export class Viewers {
  readonly #options: ViewersOptions;
  readonly #output: SessionOutput;
  readonly #viewers = new Set<Viewer>();
  #ownership: Ownership<Viewer> = UNOWNED;
  #ownerTimer: NodeJS.Timeout | null = null;
  /** Pictures under way for which the program waits. */
  #awaitedPictures = 0;

  constructor(options: ViewersOptions) {
    this.#options = options;
    this.#output = options.output;
  }

  get size(): number {
    return this.#viewers.size;
  }

  isOwner(viewer: Viewer): boolean {
    return this.#ownership.owner === viewer;
  }

  /**
   * `resumes`: it is of this epoch, so that output may go on at the offset that `attach` names; otherwise a picture comes first. Nothing comes before
   * `begin`.
   */
  attach(attach: Attach, sink: ViewerSink, resumes: boolean): Viewer {
    const now = this.#options.now();
    const { viewer: id, client, cols, rows, visible } = attach;
    const viewer = new Viewer({ id, client, cols, rows, visible, sink }, now);
    this.#own(attached(this.#ownership, viewer, client, now)); // before it is among the viewers: the reply tells it
    this.#viewers.add(viewer);
    const { offset, checksum } = attach;
    if (resumes && offset !== undefined && checksum !== undefined && this.#output.resumes(offset, checksum)) viewer.start(offset);
    return viewer;
  }

  /** The viewer has heard where it stands: now it gets what is there. */
  begin(viewer: Viewer): void {
    if (viewer.live) this.pump(viewer);
    else void this.#sendPicture(viewer);
  }

  detach(viewer: Viewer, how: Leaving): void {
    if (!this.#viewers.delete(viewer)) return;
    this.#options.left(viewer);
    this.#own(left(this.#ownership, viewer, how, this.#options.now()));
    const [last] = this.#viewers;
    if (how === 'said' && this.#ownership.owner === null && this.#viewers.size === 1 && last !== undefined)
      this.#own(takenOver(last, last.client));
    this.#paceByOwner();
  }

  resize(viewer: Viewer, size: { sequence: number; cols: number; rows: number }): Result<null> {
    if (size.sequence <= viewer.resizeSequence) return success(null); // overtaken by a later one
    viewer.resizeSequence = size.sequence;
    viewer.cols = size.cols;
    viewer.rows = size.rows;
    if (!this.isOwner(viewer)) return failure('not_owner', 'Another window owns the size of this terminal. Take over to change it.');
    this.#resizeTo(size.cols, size.rows);
    return success(null);
  }

  show(viewer: Viewer, visible: boolean): void {
    viewer.visible = visible;
    this.#paceByOwner();
  }

  takeOver(viewer: Viewer, size: { cols: number; rows: number }): void {
    viewer.cols = size.cols;
    viewer.rows = size.rows;
    this.#own(takenOver(viewer, viewer.client));
  }

  /** A key of this viewer came: whether it may go to the program. */
  mayType(viewer: Viewer): boolean {
    const ownerHidden = this.#ownership.owner?.visible === false;
    this.#own(keyed(this.#ownership, { viewer, client: viewer.client, ownerHidden, now: this.#options.now() }));
    return this.isOwner(viewer);
  }

  acknowledge(viewer: Viewer, offset: number): void {
    const due = viewer.acknowledge(offset, this.#options.now());
    if (due || viewer.due) void this.#sendPicture(viewer);
    else if (viewer.held) this.pump(viewer);
    if (this.isOwner(viewer)) this.#paceByOwner();
  }

  /** A viewer wants the lines before a number, or (0) none any more. It gets one piece at a time, for what it wanted last. */
  async more(viewer: Viewer, wanted: WantedLines): Promise<void> {
    if (wanted.before === 0) return viewer.saysWhole(wanted.numbering);
    const isWaiting = viewer.wanted !== null;
    viewer.wanted = wanted;
    if (isWaiting) return;
    for (let now: WantedLines = wanted; ; now = viewer.wanted) {
      const lines = await this.#output.lines(now);
      if (!this.#viewers.has(viewer)) return;
      if (viewer.wanted !== now) continue;
      viewer.wanted = null;
      const { numbering, before } = now;
      const gone = { numbering, first: before, count: 0, continues: false, gone: true, data: new Uint8Array(0) };
      const piece = lines.ok ? lines.value : gone;
      // The bytes that made them go are told first; a viewer that waits for a picture asks again when it has it.
      if (piece.gone) this.pump(viewer);
      if (piece.gone && !viewer.live) return;
      return viewer.sink.lines(viewer.id, piece);
    }
  }

  /** Sends each viewer what it may have. */
  pumpAll(): void {
    for (const viewer of this.#viewers) this.pump(viewer);
    this.#paceByOwner();
  }

  /** At most so many frames. */
  pump(viewer: Viewer, frames?: number): void {
    viewer.pump(this.#output.ring, frames);
    if (viewer.stranded || viewer.due) void this.#sendPicture(viewer);
    const exit = this.#options.exit();
    if (exit !== null) viewer.tellEnd(this.#output.ring.end, exit);
  }

  /** Says goodbye to all of them; with null nobody is left to hear it. */
  close(reason: Failure | null): void {
    if (reason !== null) for (const viewer of this.#viewers) viewer.sink.notice(viewer.id, { kind: 'closed', error: reason });
    this.#viewers.clear();
    if (this.#ownerTimer !== null) clearTimeout(this.#ownerTimer);
    this.#ownerTimer = null;
  }

  #own(next: Ownership<Viewer>): void {
    if (next === this.#ownership) return;
    const changed = next.owner !== this.#ownership.owner;
    const before = this.#ownership.owner;
    this.#ownership = next;
    if (!changed) return;
    if (before !== null) this.#options.left(before);
    for (const viewer of this.#viewers) viewer.sink.notice(viewer.id, { kind: 'owner', owner: this.#ownerFor(viewer) });
    if (next.owner !== null) this.#resizeTo(next.owner.cols, next.owner.rows);
    this.#paceByOwner();
  }

  #ownerFor(viewer: Viewer): 'self' | 'other' | 'nobody' {
    if (this.#ownership.owner === null) return 'nobody';
    return this.isOwner(viewer) ? 'self' : 'other';
  }

  #resizeTo(cols: number, rows: number): void {
    const output = this.#output;
    if (this.#options.exit() !== null || (cols === output.cols && rows === output.rows)) return;
    output.resize(cols, rows);
    for (const viewer of this.#viewers) {
      if (!viewer.live) continue; // a picture is on its way or due; one of the old grid is asked for anew
      const isThere = viewer.sent === output.ring.end && viewer.whole && viewer.tellResized(cols, rows);
      if (!isThere) void this.#sendPicture(viewer);
    }
    this.#options.resized();
  }

  #paceByOwner(): void {
    const { owner } = this.#ownership;
    const now = this.#options.now();
    const waits =
      owner !== null &&
      ownerPaces(this.#output.paused('owner'), {
        unacknowledged: owner.unacknowledged(this.#output.ring.end),
        visible: owner.visible,
        silentFor: now - owner.acknowledgedAt,
      });
    this.#output.pause('owner', waits);
    if (!waits || this.#ownerTimer !== null) return;
    // The right lapses by silence, which is no event: look again when it would.
    this.#ownerTimer = setTimeout(
      () => {
        this.#ownerTimer = null;
        this.#paceByOwner();
      },
      OWNER_PACE_MS - (now - owner.acknowledgedAt),
    );
  }

  async #sendPicture(viewer: Viewer): Promise<void> {
    viewer.await();
    viewer.due = !viewer.takesPicture;
    if (viewer.due) return;
    let isAwaited = false;
    for (let tries = 1; this.#viewers.has(viewer); tries += 1) {
      // A flood can push a picture's offset out of the ring before it arrives; then the program waits for the next.
      if (tries > PICTURE_TRIES && !isAwaited) {
        isAwaited = true;
        this.#awaitPictures(+1);
      }
      const picture = await this.#pictureFor(viewer);
      if (!this.#viewers.has(viewer) || viewer.live) break; // it left, or another picture was quicker
      viewer.due = !viewer.takesPicture; // those of others may have filled its socket meanwhile
      if (viewer.due) break;
      if (!picture.ok || tries > PICTURE_TRIES_MAX) {
        const error = picture.ok ? CHANGING : picture.error;
        viewer.sink.notice(viewer.id, { kind: 'closed', error });
        this.detach(viewer, 'said');
        break;
      }
      const checksum = this.#output.follows(picture.value);
      if (checksum === null) continue;
      viewer.acknowledgedAt = this.#options.now();
      if ('numbering' in picture.value) viewer.startFromScreen(picture.value, checksum);
      else viewer.startFrom(picture.value, checksum);
      this.pump(viewer);
      break;
    }
    if (isAwaited) this.#awaitPictures(-1);
  }

  #awaitPictures(change: 1 | -1): void {
    this.#awaitedPictures += change;
    this.#output.pause('picture', this.#awaitedPictures > 0);
  }

  #pictureFor(viewer: Viewer): Promise<Result<Picture | ScreenPicture>> {
    return viewer.sink.takesScreens ? this.#output.screen() : this.#output.picture();
  }
}
