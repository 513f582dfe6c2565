'use client';

import { useActions } from '#app/actions/actions-provider.tsx';
import { parseChord } from '#app/actions/key-chord.ts';
import { FONT_SIZE_MAX, FONT_SIZE_MIN } from '#app/live/browser-settings.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSetting } from '#app/live/use-session.ts';
import { KeyField } from './key-field.tsx';
import { SettingRow } from './setting-row.tsx';

/** What tmux has, and so what fingers know. */
const USUAL_PREFIX = 'Ctrl+B';
const SIZES = Array.from({ length: FONT_SIZE_MAX - FONT_SIZE_MIN + 1 }, (_, index) => FONT_SIZE_MIN + index);

export function TerminalSettings() {
  const { settings } = useLive();
  const { mac } = useActions();
  const size = useSetting('terminalFontSize');
  const screenReader = useSetting('screenReader');
  const prefix = useSetting('prefix');
  return (
    <>
      <SettingRow title="Letter size" text="Height of the letters in terminals, in pixels. The grid follows: smaller letters, more rows.">
        {(control) => (
          <select
            {...control}
            value={size}
            onChange={(event) => settings.set({ terminalFontSize: Number(event.target.value) })}
            className="h-10 rounded-md border border-line-strong bg-ground px-2 sm:h-8"
          >
            {SIZES.map((one) => (
              <option key={one} value={one}>
                {one} px
              </option>
            ))}
          </select>
        )}
      </SettingRow>
      <SettingRow
        title="Screen reader"
        text="Keeps a text of the terminal’s rows that a screen reader can read, and says new output. Costs some speed when much is printed."
      >
        {(control) => (
          <input
            {...control}
            type="checkbox"
            checked={screenReader}
            onChange={(event) => settings.set({ screenReader: event.target.checked })}
            className="size-5 accent-accent sm:size-4"
          />
        )}
      </SettingRow>
      <SettingRow
        title="Prefix key"
        text="As in tmux: after the prefix, the next key inside a terminal counts as if outside. Pressed twice, it reaches the program once."
      >
        {(control) => (
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
            <input
              {...control}
              type="checkbox"
              checked={prefix !== null}
              onChange={(event) => settings.set({ prefix: event.target.checked ? USUAL_PREFIX : null })}
              className="size-5 accent-accent sm:size-4"
            />
          </div>
        )}
      </SettingRow>
    </>
  );
}
