'use client';

import type { KeyConflict } from '#app/actions/action-keys.ts';
import { ACTIONS, type ActionId } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { chordWords } from '#app/actions/key-words.ts';
import { Button } from '#app/ui/button.tsx';
import { focusKeyField } from './key-field.tsx';
import { PLACE_WORDS } from './place-words.ts';
import { useKeyChanges } from './use-key-changes.ts';

/** Every key that more than one action has. Nothing when there is none. */
export function ConflictList({ conflicts }: { conflicts: readonly KeyConflict[] }) {
  return (
    <div aria-live="polite" className="empty:hidden">
      {conflicts.length > 0 && (
        <ul aria-label="Conflicts" className="flex flex-col gap-1 rounded-md border border-permission px-3 py-2">
          {conflicts.map((conflict) => (
            <Conflict key={`${conflict.place} ${conflict.actions.join(' ')}`} conflict={conflict} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Conflict({ conflict: { place, chord, actions } }: { conflict: KeyConflict }) {
  const { mac } = useActions();
  return (
    <li>
      {chordWords(chord, mac)} {PLACE_WORDS[place]} is the key of {names(actions)}. The first that can be done runs.
    </li>
  );
}

/** Under an action: who else has its key, and a way to take it from them. Their own Reset gives it back. */
export function ConflictOf({ id, conflict: { place, chord, actions } }: { id: ActionId; conflict: KeyConflict }) {
  const { mac } = useActions();
  const { change } = useKeyChanges();
  const others = actions.filter((other) => other !== id);

  function takeFrom(other: ActionId): void {
    // First, because the button goes with the conflict.
    focusKeyField(id, place);
    change(other, place, null);
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 pb-2 text-xs">
      <p className="text-ink-2">
        {chordWords(chord, mac)} {PLACE_WORDS[place]} is also the key of {names(others)}.
      </p>
      {others.map((other) => (
        <Button key={other} size="small" className="min-w-0 max-w-full" onClick={() => takeFrom(other)}>
          <span className="truncate">Take it from “{ACTIONS[other].title}”</span>
        </Button>
      ))}
    </div>
  );
}

function names(actions: readonly ActionId[]): string {
  const titles = actions.map((id) => `“${ACTIONS[id].title}”`);
  return titles.length === 1 ? (titles[0] ?? '') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
}
