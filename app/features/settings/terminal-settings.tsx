'use client';

import { Minus, Plus } from 'lucide-react';
import { useActions } from '#app/actions/actions-provider.tsx';
import { parseChord } from '#app/actions/key-chord.ts';
import { FONT_SIZE_MAX, FONT_SIZE_MIN } from '#app/live/browser-settings.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSetting } from '#app/live/use-session.ts';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { KeyField } from './key-field.tsx';
import { SettingRow } from './setting-row.tsx';

/** What tmux has, and so what fingers know. */
const USUAL_PREFIX = 'Ctrl+B';

export function TerminalSettings() {
  const { settings } = useLive();
  const { mac } = useActions();
  const size = useSetting('terminalFontSize');
  const screenReader = useSetting('screenReader');
  const prefix = useSetting('prefix');
  const resize = (by: number) => settings.set({ terminalFontSize: size + by });
  return (
    <>
      <SettingRow title="Letter size" text="Height of the letters in terminals. The grid follows: smaller letters, more rows and columns.">
        <div className="flex items-center gap-1">
          <IconButton label="Smaller letters" icon={Minus} disabled={size <= FONT_SIZE_MIN} onClick={() => resize(-1)} />
          <output aria-label="Letter size" className="w-12 text-center font-mono text-xs tabular-nums">
            {size} px
          </output>
          <IconButton label="Larger letters" icon={Plus} disabled={size >= FONT_SIZE_MAX} onClick={() => resize(1)} />
        </div>
      </SettingRow>
      <SettingRow
        title="Screen reader"
        text="Keeps a text of the rows that a screen reader can read, and says new output. Costs some speed when much is printed."
      >
        <Checkbox label="Text for screen readers" checked={screenReader} onCheck={(on) => settings.set({ screenReader: on })} />
      </SettingRow>
      <SettingRow
        title="Prefix"
        text="As in tmux: after it, the next key inside a terminal counts as if outside. Pressed twice, it reaches the program once."
      >
        <div className="flex items-center gap-3">
          {prefix !== null && (
            <KeyField
              label="Prefix"
              place="terminal"
              chord={parseChord(prefix, mac)}
              conflicts={false}
              onRecord={(text) => settings.set({ prefix: text })}
            />
          )}
          <Checkbox label="Prefix key" checked={prefix !== null} onCheck={(on) => settings.set({ prefix: on ? USUAL_PREFIX : null })} />
        </div>
      </SettingRow>
    </>
  );
}
