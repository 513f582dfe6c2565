import { ACTION_IDS, ACTIONS, type ActionId } from './action-table.ts';
import { type Chord, chordText, parseChord } from './key-chord.ts';

/** Where a key is pressed. `page`: anywhere but in a terminal. */
export type KeyPlace = 'page' | 'terminal';

/** What a person changed, by action: a chord's text, null for no key, absent for the default. */
export type KeyChanges = Readonly<
  Record<string, { readonly page?: string | null | undefined; readonly terminal?: string | null | undefined }>
>;

/** The keys that hold on this machine. */
export type ActionKeys = Readonly<Record<ActionId, Readonly<Record<KeyPlace, Chord | null>>>>;

/** The keys after a person's changes. A change that cannot be read counts for nothing. */
export function actionKeys(changes: KeyChanges, mac: boolean): ActionKeys {
  const entries = ACTION_IDS.map((id) => {
    const { key, inTerminal } = ACTIONS[id];
    const change = changes[id];
    return [id, { page: effective(change?.page, key, mac), terminal: effective(change?.terminal, inTerminal, mac) }] as const;
  });
  return Object.fromEntries(entries) as Record<ActionId, Record<KeyPlace, Chord | null>>;
}

function effective(change: string | null | undefined, byDefault: string | null, mac: boolean): Chord | null {
  if (change === null) return null;
  const changed = change === undefined ? null : parseChord(change, mac);
  return changed ?? (byDefault === null ? null : parseChord(byDefault, mac));
}

/** Which actions a chord starts at a place, in the order of the table; more than one is a conflict. */
export function actionsAt(keys: ActionKeys, place: KeyPlace, chord: Chord): ActionId[] {
  const text = chordText(chord);
  return ACTION_IDS.filter((id) => {
    const own = keys[id][place];
    return own !== null && chordText(own) === text;
  });
}

export interface KeyConflict {
  readonly place: KeyPlace;
  readonly chord: Chord;
  readonly actions: readonly ActionId[];
}

/** Chords that are given to more than one action at one place. */
export function keyConflicts(keys: ActionKeys): KeyConflict[] {
  const conflicts = new Map<string, KeyConflict>();
  for (const place of ['page', 'terminal'] as const) {
    for (const id of ACTION_IDS) {
      const chord = keys[id][place];
      if (!chord) continue;
      const actions = actionsAt(keys, place, chord);
      if (actions.length > 1) conflicts.set(`${place} ${chordText(chord)}`, { place, chord, actions });
    }
  }
  return [...conflicts.values()];
}
