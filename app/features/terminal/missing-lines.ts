import type { Lines } from '#common/frames.ts';
import type { Wanted } from './lines-above.ts';

export interface MissingLinesParts {
  readonly screen: { wanted(): Wanted; fill(lines: Lines, filled: () => void): void };
  /** Tells the host what is wanted; false when nobody hears it. */
  readonly tell: (wanted: Wanted) => boolean;
  /** The terminal has bytes that it has not parsed. */
  readonly isBehind: () => boolean;
  /** Nobody knows the missing lines any more. */
  readonly lost: () => void;
}

/** Asks the host for the lines above the screen, one piece after the other, and says once that none is missing. */
export interface MissingLines {
  /** A picture was given to the terminal: until it is read, the terminal speaks of the one before. */
  pictureGiven(): void;
  /** `asks`: lines are still to come. */
  pictureRead(asks: boolean): void;
  /** The host that is told from now on knows nothing of what was wanted before. */
  resumed(): void;
  take(lines: Lines): void;
  /** The terminal has parsed some bytes. */
  parsed(): void;
  /** Lines came, or are not needed any more. */
  changed(): void;
}

export function createMissingLines({ screen, tell, isBehind, lost }: MissingLinesParts): MissingLines {
  let unread = 0;
  let told: Wanted | null = null;
  /** The lines are gone, but perhaps only here not yet. */
  let doubtful = false;

  function ask(): void {
    const wanted = screen.wanted();
    if (unread > 0 || (told?.numbering === wanted.numbering && told.before === wanted.before)) return;
    if (tell(wanted)) told = wanted;
  }

  return {
    pictureGiven() {
      unread += 1;
      told = null;
    },
    pictureRead(asks) {
      unread -= 1;
      if (asks) ask();
    },
    resumed() {
      told = null;
      ask();
    },
    take(lines) {
      const { numbering, before } = screen.wanted();
      // With another numbering they are those of a screen that is not shown any more.
      if (before === 0 || numbering !== lines.numbering) return;
      if (lines.gone) {
        // A reset that the host has parsed, or a screen of another grid, may be among what is to be parsed here.
        doubtful = unread > 0 || isBehind();
        return doubtful ? undefined : lost();
      }
      // None: the program has erased them, and the bytes that do so here are on their way.
      if (lines.count > 0) screen.fill(lines, ask);
    },
    parsed() {
      if (!doubtful || unread > 0 || isBehind()) return;
      doubtful = false;
      told = null;
      ask();
    },
    changed() {
      if (screen.wanted().before === 0) ask();
    },
  };
}
