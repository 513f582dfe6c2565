import { type ActionKeys, actionsAt, type KeyPlace } from './action-keys.ts';
import { ACTIONS, type ActionId } from './action-table.ts';
import type { Offered } from './offered-actions.ts';
import { type Chord, chordOf, isSameChord, type KeyPress } from './key-chord.ts';

/** Where the focus is, as far as keys care. `modal`: a dialog or a menu is open and all keys are its own. */
export type FocusPlace = 'page' | 'text' | 'terminal' | 'modal';

export interface KeyState {
  readonly keys: ActionKeys;
  readonly offered: Pick<Offered, 'has'>;
  /** The key that, inside a terminal, makes the next one count as if outside; null: switched off. */
  readonly prefix: Chord | null;
  /** The prefix was pressed, and the next key is awaited. */
  readonly armed: boolean;
}

/** What becomes of a key. `pass`: it is left to the page or the program, untouched. */
export type KeyVerdict =
  | { readonly kind: 'pass'; readonly armed: boolean }
  | { readonly kind: 'swallow'; readonly armed: boolean }
  | { readonly kind: 'run'; readonly id: ActionId };

/** Decides what a key does. Pure: the listener carries it out. */
export function keyVerdict(press: KeyPress, focus: FocusPlace, state: KeyState): KeyVerdict {
  const chord = chordOf(press);
  // A modifier alone, on its way to a chord, changes nothing.
  if (!chord) return { kind: 'pass', armed: state.armed };
  if (focus === 'modal') return { kind: 'pass', armed: false };
  if (focus === 'terminal') return inTerminal(chord, state);
  // A key that writes belongs to the text.
  if (focus === 'text' && !chord.ctrl && !chord.meta && !chord.alt) return { kind: 'pass', armed: false };
  const id = actionFor(chord, 'page', state) ?? (focus === 'page' ? everywhere(chord, state) : undefined);
  return id ? { kind: 'run', id } : { kind: 'pass', armed: false };
}

/** What a terminal's key does where no terminal has the focus: the key that hid one shows it again. Not what is about its text. */
function everywhere(chord: Chord, state: KeyState): ActionId | undefined {
  const id = actionFor(chord, 'terminal', state);
  return id !== undefined && ACTIONS[id].group !== 'Terminal' ? id : undefined;
}

function inTerminal(chord: Chord, state: KeyState): KeyVerdict {
  if (state.armed) {
    // Twice: once for us, once for the program.
    if (state.prefix && isSameChord(chord, state.prefix)) return { kind: 'pass', armed: false };
    const id = actionFor(chord, 'page', state);
    return id ? { kind: 'run', id } : { kind: 'swallow', armed: false };
  }
  if (state.prefix && isSameChord(chord, state.prefix)) return { kind: 'swallow', armed: true };
  const id = actionFor(chord, 'terminal', state);
  return id ? { kind: 'run', id } : { kind: 'pass', armed: false };
}

/** The first action with this key that is offered now: one key may serve two pages. */
function actionFor(chord: Chord, place: KeyPlace, state: KeyState): ActionId | undefined {
  return actionsAt(state.keys, place, chord).find((id) => state.offered.has(id));
}

/** Carried by the element whose keys belong to a program, and by one that reads keys itself. */
export const TERMINAL_KEYS = { 'data-keys': 'terminal' } as const;
export const OWN_KEYS = { 'data-keys': 'own' } as const;

/** Buttons and links keep the keys that press them. */
const PRESSES = new Set(['Enter', ' ']);

const MODAL = 'dialog[open], [role="dialog"], [role="menu"], [role="alertdialog"]';

/** Reads from the page where the focus is. A terminal is asked for first: each of its keys comes through here. */
export function focusPlace(target: EventTarget | null, key: string): FocusPlace {
  if (!(target instanceof HTMLElement)) return 'page';
  const owner = target.closest('[data-keys]')?.getAttribute('data-keys');
  if (owner) return owner === 'terminal' ? 'terminal' : 'modal';
  if (target.ownerDocument.querySelector(MODAL)) return 'modal';
  if (target.isContentEditable || target.closest('input:not([type="checkbox"]), textarea, select, [role="combobox"]')) return 'text';
  return PRESSES.has(key) && target.closest('button, a, input, summary, [role="button"], [tabindex]') ? 'text' : 'page';
}
