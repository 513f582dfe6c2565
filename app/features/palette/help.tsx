'use client';

import Link from 'next/link';
import { ACTION_GROUPS, ACTIONS, actionsOf } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { chordWords, keyWords } from '#app/actions/key-words.ts';
import { useSetting } from '#app/live/use-session.ts';
import { Dialog } from '#app/ui/dialog.tsx';
import { Kbd } from '#app/ui/kbd.tsx';

/** Every action with the keys it has in this browser. */
export function Help({ onClose }: { onClose: () => void }) {
  const { keys, mac } = useActions();
  const prefix = useSetting('prefix');
  return (
    <Dialog title="Keys" width="wide" onClose={onClose}>
      <p className="text-ink-2">
        Inside a terminal every key goes to the program, but for those in the last column, which work outside too.
        {prefix !== null && ` After ${keyWords(prefix, mac)} the next key counts as if outside; twice sends it to the program.`}
      </p>
      {ACTION_GROUPS.map((group) => (
        <table key={group} className="mt-4 w-full border-collapse text-left">
          <caption className="sr-only">{group}</caption>
          <thead className="text-ink-2 text-xs">
            <tr className="border-line border-b">
              <th scope="col" className="py-1.5 font-semibold text-ink">
                {group}
              </th>
              <th scope="col" className="w-16 py-1.5 font-normal sm:w-24">
                Key
              </th>
              <th scope="col" className="w-42 py-1.5 font-normal">
                In a terminal
              </th>
            </tr>
          </thead>
          <tbody>
            {actionsOf(group).map((id) => {
              const { page, terminal } = keys[id];
              return (
                <tr key={id} className="border-line border-b last:border-b-0">
                  <th scope="row" className="py-1.5 pr-2 font-normal">
                    {ACTIONS[id].title}
                  </th>
                  <td className="py-1.5 pr-3">{page && <Kbd>{chordWords(page, mac)}</Kbd>}</td>
                  <td className="py-1.5">{terminal && <Kbd>{chordWords(terminal, mac)}</Kbd>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
      <p className="mt-4 text-ink-2">
        <Link
          href="/settings"
          onClick={onClose}
          className="touch:inline-flex touch:min-h-10 touch:items-center text-accent underline underline-offset-2"
        >
          Change keys
        </Link>
      </p>
    </Dialog>
  );
}
