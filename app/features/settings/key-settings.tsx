'use client';

import { Fragment } from 'react';
import { type KeyConflict, type KeyPlace, keyConflicts } from '#app/actions/action-keys.ts';
import { ACTION_GROUPS, ACTIONS, type ActionId, actionsOf } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { Button } from '#app/ui/button.tsx';
import { ConflictList, ConflictOf } from './key-conflicts.tsx';
import { focusKeyField, KeyField, keyFieldId } from './key-field.tsx';
import { PLACE_WORDS } from './place-words.ts';
import { useKeyChanges } from './use-key-changes.ts';

/** Every action with its two keys, each of which can be changed; and what is in conflict. */
export function KeySettings() {
  const { keys } = useActions();
  const { isChanged, resetAll } = useKeyChanges();
  const conflicts = keyConflicts(keys);
  return (
    <div className="flex flex-col gap-5">
      <ConflictList conflicts={conflicts} />
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
              <KeyRow key={id} id={id} conflicts={conflicts.filter(({ actions }) => actions.includes(id))} />
            ))}
          </tbody>
        </table>
      ))}
      <div>
        {/* Not disabled where there is nothing to reset: a button that is pressed would lose the focus. */}
        <Button aria-disabled={!isChanged} onClick={resetAll}>
          Reset all keys
        </Button>
      </div>
    </div>
  );
}

function KeyRow({ id, conflicts }: { id: ActionId; conflicts: readonly KeyConflict[] }) {
  const { title } = ACTIONS[id];
  return (
    <Fragment>
      <tr className="border-line border-t align-top first:border-t-0">
        <th scope="row" className="py-2 pr-2 font-normal">
          {title}
        </th>
        {(['page', 'terminal'] as const).map((place) => (
          <td key={place} className="py-1 pr-2">
            <KeyCell id={id} place={place} conflicts={conflicts.some((one) => one.place === place)} />
          </td>
        ))}
      </tr>
      {conflicts.map((conflict) => (
        <tr key={conflict.place}>
          <td colSpan={3}>
            <ConflictOf id={id} conflict={conflict} />
          </td>
        </tr>
      ))}
    </Fragment>
  );
}

function KeyCell({ id, place, conflicts }: { id: ActionId; place: KeyPlace; conflicts: boolean }) {
  const { keys } = useActions();
  const { changed, change, reset } = useKeyChanges();
  const { title } = ACTIONS[id];
  const chord = keys[id][place];
  const label = `${title}, ${PLACE_WORDS[place]}`;

  /** For a button that goes when it is pressed: the key it was about keeps the focus. */
  function andKeepFocus(act: () => void): void {
    focusKeyField(id, place);
    act();
  }

  return (
    <div className="flex flex-wrap items-start gap-x-1">
      <KeyField
        id={keyFieldId(id, place)}
        label={label}
        place={place}
        chord={chord}
        conflicts={conflicts}
        onRecord={(text) => change(id, place, text)}
      />
      {chord && (
        <Button
          tone="quiet"
          className="px-2"
          aria-label={`Take the key away: ${label}`}
          onClick={() => andKeepFocus(() => change(id, place, null))}
        >
          ×
        </Button>
      )}
      {changed(id, place) && (
        <Button tone="quiet" className="px-2" aria-label={`Reset: ${label}`} onClick={() => andKeepFocus(() => reset(id, place))}>
          Reset
        </Button>
      )}
    </div>
  );
}
