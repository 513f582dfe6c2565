import type { PromptEdit } from './prompt-line.ts';

/** What a person did at the keyboard. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  /** Pasted as one piece; line breaks are `\n`. */
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'edit'; readonly edit: PromptEdit }
  | { readonly kind: 'enter' | 'newline' | 'up' | 'down' | 'escape' | 'interrupt' | 'end-of-input' | 'mode' };

export interface KeyDecoder {
  /** The keys of a piece of input; a sequence that is cut waits for its rest. */
  take(text: string): Key[];
  /** Nothing followed for a moment: a lone Esc is the key, not the begin of a sequence. */
  settle(): Key[];
  /** Whether `settle` has something to decide. */
  readonly isOpen: boolean;
}

const PASTE_BEGIN = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const NAMED: Readonly<Record<string, Key>> = {
  '\r': { kind: 'enter' },
  '\n': { kind: 'newline' },
  '\x1b\r': { kind: 'newline' },
  '\x1b[A': { kind: 'up' },
  '\x1b[B': { kind: 'down' },
  '\x1bOA': { kind: 'up' },
  '\x1bOB': { kind: 'down' },
  '\x1b[C': { kind: 'edit', edit: 'right' },
  '\x1b[D': { kind: 'edit', edit: 'left' },
  '\x1bOC': { kind: 'edit', edit: 'right' },
  '\x1bOD': { kind: 'edit', edit: 'left' },
  '\x1b[H': { kind: 'edit', edit: 'home' },
  '\x1b[F': { kind: 'edit', edit: 'end' },
  '\x1b[3~': { kind: 'edit', edit: 'delete' },
  '\x1b[Z': { kind: 'mode' },
  '\x01': { kind: 'edit', edit: 'home' },
  '\x05': { kind: 'edit', edit: 'end' },
  '\x08': { kind: 'edit', edit: 'backspace' },
  '\x7f': { kind: 'edit', edit: 'backspace' },
  '\x15': { kind: 'edit', edit: 'clear' },
  '\x03': { kind: 'interrupt' },
  '\x04': { kind: 'end-of-input' },
};

/** What follows an Esc in a whole sequence: CSI, SS3, OSC with its end, or one more character (Alt and a key). */
const SEQUENCE = /^(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|\][^\p{Cc}]*\p{Cc}\\?|\r|[ -NP-Z\\^-~])/u;
const CUT_SEQUENCE = /^(?:\[[0-?]*[ -/]*|O|\][^\p{Cc}]*)?$/u;
const TEXT = /^[^\p{Cc}]+/u;

/** Reads the bytes of a keyboard, as xterm sends them. */
export function createKeyDecoder(): KeyDecoder {
  let rest = '';

  function next(): Key | null | 'more' {
    if (rest.startsWith(PASTE_BEGIN)) {
      const end = rest.indexOf(PASTE_END);
      if (end === -1) return 'more';
      const text = rest.slice(PASTE_BEGIN.length, end);
      rest = rest.slice(end + PASTE_END.length);
      return { kind: 'paste', text: plain(text) };
    }
    const text = TEXT.exec(rest)?.[0];
    if (text !== undefined) {
      rest = rest.slice(text.length);
      return { kind: 'text', text };
    }
    if (rest.startsWith('\x1b')) {
      const sequence = SEQUENCE.exec(rest.slice(1))?.[0];
      if (sequence !== undefined) {
        rest = rest.slice(1 + sequence.length);
        return NAMED[`\x1b${sequence}`] ?? null; // a key without a meaning here, a focus report, an answer of the terminal
      }
      if (CUT_SEQUENCE.test(rest.slice(1))) return 'more';
      rest = rest.slice(1);
      return { kind: 'escape' };
    }
    const control = rest[0] ?? '';
    rest = rest.slice(1);
    return NAMED[control] ?? null;
  }

  return {
    take(text) {
      rest += text;
      const keys: Key[] = [];
      while (rest !== '') {
        const key = next();
        if (key === 'more') break;
        if (key !== null) keys.push(key);
      }
      return keys;
    },
    settle() {
      if (rest === '' || rest.startsWith(PASTE_BEGIN)) return [];
      const isEscape = rest === '\x1b';
      rest = '';
      return isEscape ? [{ kind: 'escape' }] : [];
    },
    get isOpen() {
      return rest !== '' && !rest.startsWith(PASTE_BEGIN);
    },
  };
}

/** Pasted text without what a terminal would obey. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replace(/[^\P{Cc}\n]/gu, '');
}
