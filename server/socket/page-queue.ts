/** Something for one viewer: a frame, or a notice. `kind`: another of that kind right after it takes its place. */
export interface ForViewer {
  readonly give: () => void;
  readonly kind?: string;
}

/**
 * What waits for a page that reads slowly, in a line for each of its viewers: in order within a line, and in turn between them, so
 * that no session keeps another waiting. Every other turn belongs to the viewer that was typed into last: its echo is behind one
 * piece of the others at most. How much can wait in a line is for the pty host to bound.
 */
export class PageQueue {
  /** Lines in which something waits, the one whose turn is next first. */
  readonly #lines = new Map<number, ForViewer[]>();
  readonly #isFull: () => boolean;
  #typedInto: number | null = null;

  /** `isFull`: the page has so much unread that the rest has to wait. */
  constructor(isFull: () => boolean) {
    this.#isFull = isFull;
  }

  typed(viewer: number): void {
    this.#typedInto = viewer;
  }

  send(viewer: number, one: ForViewer): void {
    const line = this.#lines.get(viewer);
    if (line === undefined) {
      if (this.#isFull()) this.#lines.set(viewer, [one]);
      else one.give();
      return;
    }
    if (one.kind !== undefined && line.at(-1)?.kind === one.kind) line.pop();
    line.push(one);
  }

  /** There may be room again. */
  drained(): void {
    for (let typedFirst = true; this.#lines.size > 0 && !this.#isFull(); typedFirst = !typedFirst) {
      const [next] = this.#lines.keys();
      const isAwaited = this.#typedInto !== null && this.#lines.has(this.#typedInto);
      const viewer = typedFirst && isAwaited ? this.#typedInto : next;
      if (viewer === null || viewer === undefined) return;
      this.#giveOne(viewer);
    }
  }

  left(viewer: number): void {
    this.#lines.delete(viewer);
    if (this.#typedInto === viewer) this.#typedInto = null;
  }

  #giveOne(viewer: number): void {
    const line = this.#lines.get(viewer);
    this.#lines.delete(viewer); // to the end, if there is more
    const one = line?.shift();
    if (line !== undefined && line.length > 0) this.#lines.set(viewer, line);
    one?.give();
  }
}
