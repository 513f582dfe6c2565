import { INPUT_MAX, INPUT_TOLD_MS, TYPISTS_MAX } from '#common/limits.ts';
import type { InputTaken } from '#common/pty-host-protocol.ts';
import type { Typist, Viewer } from './viewer.ts';

/**
 * What each client has typed into one session, by the numbers of its pieces, over reconnects. It is kept here and not in the hub: a
 * hub may be killed between taking a piece and giving it on.
 */
export class Typists {
  readonly #known = new Map<string, Typist>();
  readonly #owed = new Set<Typist>();
  #timer: NodeJS.Timeout | null = null;
  #hasForgotten = false;

  /** From now on the client of this viewer is heard by it alone. Gives what it had typed; null when that may have been forgotten. */
  attached(viewer: Viewer): InputTaken | null {
    if (!viewer.sink.numbersInput) return null;
    const known = this.#known.get(viewer.client);
    if (known === undefined) {
      this.#remember(viewer.client, viewer.typist);
      return this.#hasForgotten ? null : { taken: 0, refused: null };
    }
    viewer.typist = known;
    known.voice = viewer;
    this.#remember(viewer.client, known);
    return { taken: known.taken, refused: known.refused };
  }

  /** Whether this piece, of so many bytes, is to be taken: it is the next of its client. */
  take(viewer: Viewer, sequence: number, bytes: number): boolean {
    const { typist } = viewer;
    if (typist.voice !== viewer || sequence <= typist.taken) return false;
    typist.taken = sequence;
    if (viewer.sink.numbersInput) this.#owe(typist, bytes);
    return true;
  }

  /** The piece that was just taken was not typed. */
  refuse({ typist }: Viewer, sequence: number): void {
    const goesOn = typist.refused?.to === sequence - 1;
    typist.refused = { from: goesOn ? (typist.refused?.from ?? sequence) : sequence, to: sequence };
  }

  /** Tells everybody how far was taken what it typed. */
  tellAll(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const typist of this.#owed) this.#tell(typist);
  }

  #owe(typist: Typist, bytes: number): void {
    typist.untold += bytes;
    if (typist.untold >= INPUT_MAX) return this.#tell(typist);
    this.#owed.add(typist);
    this.#timer ??= setTimeout(() => this.tellAll(), INPUT_TOLD_MS);
  }

  #tell(typist: Typist): void {
    typist.untold = 0;
    this.#owed.delete(typist);
    typist.voice.sink.notice(typist.voice.id, { kind: 'typed', sequence: typist.taken });
  }

  /** The one that attached longest ago is forgotten first. */
  #remember(client: string, typist: Typist): void {
    this.#known.delete(client);
    this.#known.set(client, typist);
    if (this.#known.size <= TYPISTS_MAX) return;
    this.#hasForgotten = true;
    for (const oldest of this.#known.keys()) return void this.#known.delete(oldest);
  }
}
