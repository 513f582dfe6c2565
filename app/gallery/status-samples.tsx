'use client';

import type { Status } from '#common/status.ts';
import { StatusGlyph, StatusLine } from '#app/parts/status-mark.tsx';
import { Sample } from './sample.tsx';
import { sampleSession } from './sample-session.ts';

const STATUSES: readonly { status: Status; code: number | null }[] = [
  { status: 'starting', code: null },
  { status: 'running', code: null },
  { status: 'waiting_input', code: null },
  { status: 'waiting_permission', code: null },
  { status: 'exited', code: 0 },
  { status: 'exited', code: 1 },
  { status: 'unknown', code: null },
];

/** The glyph and the word of every status, and the symbols of terminals. */
export function StatusSamples() {
  return (
    <>
      <Sample title="Status">
        {STATUSES.map(({ status, code }) => {
          const session = sampleSession(status, code);
          return (
            <span
              key={`${status}${code}`}
              className="flex items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-ink-2"
            >
              <StatusGlyph session={session} />
              <StatusLine session={session} />
            </span>
          );
        })}
      </Sample>
      <Sample title="Terminal letters">
        <pre className="w-full overflow-hidden rounded-lg bg-t-ground p-3 text-[13px] leading-[1.385]">{TERMINAL}</pre>
      </Sample>
    </>
  );
}

const TERMINAL = `╭──────────────────────────────╮ ┏━━━━━━━━┓ ╔════════╗
│ ✻ Welcome                    │ ┃ heavy  ┃ ║ double ║
│   ❯ plan  ✓ done  ✗ failed   │ ┗━━━━━━━━┛ ╚════════╝
╰──────────────────────────────╯ ▐▛███▜▌ ░▒▓█ ▁▂▃▄▅▆▇█
● Update(src/session.ts)          ⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ✢✳✶✻✽ ⏺⏵⏸⏹
  ⎿  Updated 1 file               ←↑→↓ ⇐⇒ ↩↪↵ ⌘⌥⌃⇧ ■□◆◇○●`;
