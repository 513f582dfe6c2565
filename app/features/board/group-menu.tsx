'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { Menu, MenuChoice } from '#app/ui/menu.tsx';
import { GROUPINGS, type Grouping } from './board-view.ts';

const WORDS: Record<Grouping, string> = { none: 'None', project: 'Project', status: 'Status', provider: 'Provider' };

const OPTIONS = GROUPINGS.map((value) => ({ value, label: WORDS[value] }));

/** By what the board is grouped, and the choice of it. */
export function GroupMenu({ value, onChoose }: { value: Grouping; onChoose: (grouping: Grouping) => void }) {
  return (
    <Menu
      label="Group by"
      trigger={
        <Button tone="quiet" className="group/trigger font-normal touch:px-2.5">
          <span>
            Group: <span className={value === 'none' ? '' : 'font-medium text-ink'}>{WORDS[value].toLowerCase()}</span>
          </span>
          <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
        </Button>
      }
    >
      <MenuChoice label="Group by" value={value} options={OPTIONS} onChoose={onChoose} />
    </Menu>
  );
}
