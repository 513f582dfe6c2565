import { INPUT_AGAIN_MS, INPUT_KEPT_MAX } from '#common/limits.ts';
import type { Attached } from '#common/pty-host-protocol.ts';

/**
 * `key`: what a person typed, or a short paste. `report`: of the mouse or the focus. `part`: of a longer paste, which ends where the
 * connection does.
 */
export type InputKind = 'key' | 'report' | 'part';

interface Piece {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly kind: InputKind;
  /** When it was typed, monotonic milliseconds. */
  readonly at: number;
}

/** What a person typed and will not be sent any more. `sure`: none of it was typed; otherwise nobody knows. */
export interface Unsent {
  readonly text: string;
  readonly sure: boolean;
}

/**
 * The numbered pieces of input of one terminal. What the pty host has not said to have taken is kept: when a connection was lost, the
 * next one learns how far it came, and the rest is sent again or is said not to have been sent. All of it or nothing: half a command
 * is another command.
 */
export interface SentInput {
  /** Sends a piece with its number. `full`: too much is kept already; it was not sent. */
  send(bytes: Uint8Array, kind: InputKind): 'sent' | 'offline' | 'full';
  /** The pty host has taken everything up to this number. */
  taken(sequence: number): void;
  /** This piece was refused, and that was said. */
  refused(sequence: number): void;
  /**
   * Attached anew: sends again what may be. `input` is what the host remembers; `mayType`: this terminal owns the input of the very
   * program that it typed into. Gives what will not be sent.
   */
  settle(input: Attached['input'], mayType: boolean): Unsent;
  /** It cannot be attached any more: nothing is sent again. */
  giveUp(): Unsent;
}

export interface SentInputParts {
  /** Sends a piece; false when there is no connection. */
  transmit: (sequence: number, bytes: Uint8Array) => boolean;
  /** Monotonic milliseconds. */
  now: () => number;
}

export function createSentInput({ transmit, now }: SentInputParts): SentInput {
  let last = 0;
  let kept: Piece[] = [];
  /** Hosts before INPUT_NUMBERS_VERSION do not say what they took: nothing is kept for them. */
  let isTold = false;

  function settle(input: Attached['input'], mayType: boolean): Unsent {
    isTold = input !== undefined;
    const before = kept;
    kept = [];
    if (!input) return { text: typedText(before), sure: false };
    last = Math.max(last, input.taken); // a reloaded page goes on where the one before was
    const { taken, refused } = input;
    const wasRefused = ({ sequence }: Piece) => refused !== null && sequence >= refused.from && sequence <= refused.to;
    const unsent = before.filter((piece) => piece.sequence <= taken && wasRefused(piece));
    const rest = before.filter((piece) => piece.sequence > taken);
    const [oldest] = rest;
    if (oldest === undefined || !mayType || now() - oldest.at > INPUT_AGAIN_MS) {
      return { text: typedText([...unsent, ...rest]), sure: true };
    }
    kept = rest; // also where the connection is gone again: the next one decides
    for (const { sequence, bytes } of rest) if (!transmit(sequence, bytes)) break;
    return { text: typedText(unsent), sure: true };
  }

  return {
    send(bytes, kind) {
      const keeps = isTold && kind !== 'part';
      if (keeps && kept.reduce((sum, piece) => sum + piece.bytes.length, bytes.length) > INPUT_KEPT_MAX) return 'full';
      if (!transmit(last + 1, bytes)) return 'offline';
      last += 1;
      if (keeps) kept.push({ sequence: last, bytes, kind, at: now() });
      return 'sent';
    },
    taken(sequence) {
      kept = kept.filter((piece) => piece.sequence > sequence);
    },
    refused(sequence) {
      kept = kept.filter((piece) => piece.sequence !== sequence);
    },
    settle,
    giveUp: () => ({ text: typedText(kept.splice(0)), sure: false }),
  };
}

/** What a person typed of it, without reports and parts. */
export function typedText(pieces: readonly Pick<Piece, 'bytes' | 'kind'>[]): string {
  const decoder = new TextDecoder();
  const typed = pieces.filter(({ kind }) => kind === 'key');
  return typed.map(({ bytes }) => decoder.decode(bytes)).join('');
}
