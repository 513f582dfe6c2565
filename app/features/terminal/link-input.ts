import { INPUT_MAX } from '#common/limits.ts';
import type { Attached } from '#common/pty-host-protocol.ts';
import { inSymbols } from './control-characters.ts';
import { createSentInput, type InputKind, typedText, type Unsent } from './sent-input.ts';
import { inputPieces } from './typed.ts';

export interface LinkInputParts {
  /** Sends a numbered piece; false when there is no connection or no viewer. */
  transmit: (sequence: number, bytes: Uint8Array) => boolean;
  /** An attach is awaited: what is typed waits for it. */
  isOpening: () => boolean;
  /** Nothing reads what is typed. */
  isOver: () => boolean;
  owns: () => boolean;
  /** Something was not sent, and why; null: something was. */
  report: (notSent: string | null) => void;
  /** Monotonic milliseconds. */
  now: () => number;
}

/** What is typed into one terminal, from one attach to the next. */
export interface LinkInput {
  /** Whether it was sent, or will be. Otherwise it is not kept, and the reason is reported. */
  type(bytes: Uint8Array, kind?: InputKind): boolean;
  taken(sequence: number): void;
  refused(sequence: number): void;
  /** Attached: what waited goes to the host, after what may have to be sent again. */
  attached(input: Attached['input'], mayType: boolean): void;
  /**
   * It did not come to be attached, and what waited for that is dropped; false when that was nothing. `tries`: it is tried again,
   * so that what was sent before may still be sent again.
   */
  dropped(tries: boolean): boolean;
  /** That this one owns the input now makes another message needless. */
  owned(): void;
}

const NOT_CONNECTED = 'Not connected, so that was not sent. Type it again when the server is back.';
const OPENING = 'The terminal is still opening, so that was not sent. Wait a moment.';
const ENDED = 'The program has ended; nothing reads what is typed here.';
const FULL = 'What was typed before is still on its way, so that was not sent. Wait a moment.';
/** Of what is typed while it attaches so much is kept: a piece of a paste, and keys. */
const HELD_MAX = 2 * INPUT_MAX;
/** What was lost stays to be read for so long, in milliseconds, though the next key is sent. */
const LOST_SAID_MS = 5000;
/** So many characters of it are shown. */
const LOST_SHOWN = 120;

export function createLinkInput({ transmit, isOpening, isOver, owns, report, now }: LinkInputParts): LinkInput {
  const sent = createSentInput({ transmit, now });
  const held: { bytes: Uint8Array; kind: InputKind }[] = [];
  let lostSaidAt = Number.NEGATIVE_INFINITY;

  function notSent(why: string): false {
    report(why);
    return false;
  }

  function clear(): void {
    if (now() - lostSaidAt >= LOST_SAID_MS) report(null);
  }

  function sayLost(...sentences: string[]): void {
    const said = sentences.filter((sentence) => sentence !== '').join(' ');
    if (said === '') return;
    lostSaidAt = now();
    report(said);
  }

  function type(bytes: Uint8Array, kind: InputKind = 'key'): boolean {
    if (isOpening()) return hold(bytes, kind);
    if (isOver()) return notSent(ENDED);
    for (const piece of inputPieces(bytes)) {
      const went = sent.send(piece, kind);
      if (went !== 'sent') return notSent(went === 'full' ? FULL : NOT_CONNECTED);
    }
    if (owns()) clear();
    return true;
  }

  function hold(bytes: Uint8Array, kind: InputKind): boolean {
    if (held.reduce((sum, each) => sum + each.bytes.length, bytes.length) > HELD_MAX) return notSent(OPENING);
    held.push({ bytes, kind });
    return true;
  }

  return {
    type,
    taken: sent.taken,
    refused: sent.refused,
    attached(input, mayType) {
      const lost = sentenceOf(sent.settle(input, mayType));
      for (const { bytes, kind } of held.splice(0)) type(bytes, kind);
      sayLost(lost);
    },
    dropped(tries) {
      const dropped = held.splice(0);
      const waited = typedText(dropped);
      const opening = waited === '' ? '' : `Not sent, as the terminal was still opening: ${quoted(waited)}`;
      sayLost(tries ? '' : sentenceOf(sent.giveUp()), opening);
      return dropped.length > 0;
    },
    owned: clear,
  };
}

function sentenceOf({ text, sure }: Unsent): string {
  if (text === '') return '';
  const why = sure ? 'Not sent, as the connection was lost' : 'The connection was lost; nobody knows whether this was sent';
  return `${why}: ${quoted(text)}`;
}

function quoted(text: string): string {
  const shown = [...inSymbols(text)];
  return `“${shown.slice(0, LOST_SHOWN).join('')}${shown.length > LOST_SHOWN ? '…' : ''}”`;
}
