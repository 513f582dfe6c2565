'use client';

import * as RadixTabs from 'radix-ui/tabs';
import type { ReactNode } from 'react';

interface TabsProps<T extends string> {
  /** What the tabs are about; said, not shown. */
  label: string;
  tabs: readonly { value: T; label: string; content: ReactNode }[];
  value: T;
  onChoose: (value: T) => void;
  /** Stands at the end of the row of tabs. */
  end?: ReactNode;
}

/** Several views of one thing, one at a time. Fills the height it is given; what is in view scrolls. */
export function Tabs<T extends string>({ label, tabs, value, onChoose, end }: TabsProps<T>) {
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={(chosen) => {
        const tab = tabs.find((one) => one.value === chosen);
        if (tab) onChoose(tab.value);
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex h-11 shrink-0 items-center gap-1 border-line border-b px-2.5 touch:h-13">
        <RadixTabs.List aria-label={label} className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
          {tabs.map((tab) => (
            <RadixTabs.Trigger
              key={tab.value}
              value={tab.value}
              className="h-7 shrink-0 rounded-md px-2.5 font-medium text-[12.5px] text-ink-2 -outline-offset-2 hover:text-ink data-[state=active]:bg-hover data-[state=active]:text-ink touch:h-10 touch:px-3.5 touch:text-sm"
            >
              {tab.label}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {end}
      </div>
      {tabs.map((tab) => (
        <RadixTabs.Content
          key={tab.value}
          value={tab.value}
          className="min-h-0 flex-1 overflow-y-auto -outline-offset-2 data-[state=inactive]:hidden"
        >
          {tab.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
