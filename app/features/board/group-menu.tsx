'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { Menu, MenuChoice } from '#app/ui/menu.tsx';
import { GROUPINGS, type Grouping } from './board-view.ts';

const WORDS: Record<Grouping, string> = { none: 'None', project: 'Project', status: 'Status', provider: 'Provider' };

const OPTIONS = GROUPINGS.map((value) => ({ value, label: WORDS[value] }));

/** By what the board is grouped, and the choice of it. */
export function GroupMenu({ value, onChoose }: { value: Grouping; onChoose: (grouping: Grouping) => void }) {
  const word = WORDS[value].toLowerCase();
  return (
    <Menu
      label="Group by"
      trigger={
        <Button tone="quiet" aria-label={`Group: ${word}`} className="group/trigger font-normal touch:px-2.5">
          {/* On a small screen only the half that says more has room. */}
          <span>
            <span className={value === 'none' ? '' : 'max-sm:hidden'}>Group</span>
            <span className="max-sm:hidden">: </span>
            <span className={value === 'none' ? 'max-sm:hidden' : 'font-medium text-ink'}>{word}</span>
          </span>
          <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
        </Button>
      }
    >
      <MenuChoice label="Group by" value={value} options={OPTIONS} onChoose={onChoose} />
    </Menu>
  );
}
