'use client';

import { type KeyConflict, type KeyPlace, keyConflicts } from '#app/actions/action-keys.ts';
import { ACTION_GROUPS, ACTIONS, type ActionId, actionsOf } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { chordWords } from '#app/actions/key-words.ts';
import { Button } from '#app/ui/button.tsx';
import { KeyField } from './key-field.tsx';
import { useKeyChanges } from './use-key-changes.ts';

const PLACE_WORDS: Record<KeyPlace, string> = { page: 'outside of terminals', terminal: 'inside a terminal' };

/** Every action with its two keys, each of which can be changed; and what is in conflict. */
export function KeySettings() {
  const { keys } = useActions();
  const { isChanged, resetAll } = useKeyChanges();
  const conflicts = keyConflicts(keys);
  return (
    <div className="flex flex-col gap-5">
      {conflicts.length > 0 && (
        <ul aria-label="Conflicts" className="flex flex-col gap-1 rounded-md border border-permission px-3 py-2">
          {conflicts.map((conflict) => (
            <Conflict key={`${conflict.place} ${conflict.actions.join(' ')}`} conflict={conflict} />
          ))}
        </ul>
      )}
      {ACTION_GROUPS.map((group) => (
        <table key={group} aria-label={group} className="w-full table-fixed border-collapse text-left">
          <thead className="text-ink-2 text-xs">
            <tr className="border-line border-b">
              <th scope="col" className="py-2 font-semibold text-[13px] text-ink">
                {group}
              </th>
              <th scope="col" className="w-28 py-2 font-normal sm:w-40">
                Key
              </th>
              <th scope="col" className="w-32 py-2 font-normal sm:w-56">
                In a terminal
              </th>
            </tr>
          </thead>
          <tbody>
            {actionsOf(group).map((id) => (
              <KeyRow key={id} id={id} conflicts={conflicts} />
            ))}
          </tbody>
        </table>
      ))}
      <div>
        <Button disabled={!isChanged} onClick={resetAll}>
          Reset all keys
        </Button>
      </div>
    </div>
  );
}

function Conflict({ conflict: { place, chord, actions } }: { conflict: KeyConflict }) {
  const { mac } = useActions();
  const names = actions.map((id) => `“${ACTIONS[id].title}”`);
  return (
    <li>
      {chordWords(chord, mac)} {PLACE_WORDS[place]} is the key of {names.slice(0, -1).join(', ')} and {names.at(-1)}. The first that can be
      done runs.
    </li>
  );
}

function KeyRow({ id, conflicts }: { id: ActionId; conflicts: readonly KeyConflict[] }) {
  const { title } = ACTIONS[id];
  return (
    <tr className="border-line border-b align-top last:border-b-0">
      <th scope="row" className="py-2 pr-2 font-normal">
        {title}
      </th>
      {(['page', 'terminal'] as const).map((place) => (
        <td key={place} className="py-1 pr-2">
          <KeyCell id={id} place={place} conflicts={conflicts.some((one) => one.place === place && one.actions.includes(id))} />
        </td>
      ))}
    </tr>
  );
}

function KeyCell({ id, place, conflicts }: { id: ActionId; place: KeyPlace; conflicts: boolean }) {
  const { keys } = useActions();
  const { changed, change, reset } = useKeyChanges();
  const { title } = ACTIONS[id];
  const chord = keys[id][place];
  const label = `${title}, ${PLACE_WORDS[place]}`;
  return (
    <div className="flex flex-wrap items-start gap-x-1">
      <KeyField label={label} place={place} chord={chord} conflicts={conflicts} onRecord={(text) => change(id, place, text)} />
      {chord && (
        <Button tone="quiet" className="px-2" aria-label={`Take the key away: ${label}`} onClick={() => change(id, place, null)}>
          ×
        </Button>
      )}
      {changed(id, place) && (
        <Button tone="quiet" className="px-2" aria-label={`Reset: ${label}`} onClick={() => reset(id, place)}>
          Reset
        </Button>
      )}
    </div>
  );
}
