'use client';

import { hostIdSchema, type Session, sessionIdSchema } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import { StatusGlyph, StatusLine } from '#app/parts/status-mark.tsx';
import { Sample } from './sample.tsx';

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
          const session = sample(status, code);
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

function sample(status: Status, code: number | null): Session {
  const since = Date.now() - 125_000;
  return {
    id: sessionIdSchema.parse('abcdefghijkl'),
    hostId: hostIdSchema.parse('local'),
    provider: 'claude',
    name: 'planner',
    cwd: '/home/ann/webapp',
    command: { file: '/bin/sh', args: [] },
    pid: 4711,
    pidStartTime: '1',
    status,
    statusSince: since,
    statusDetail: null,
    conversationId: null,
    title: null,
    createdAt: since,
    updatedAt: since,
    exit: status === 'exited' ? { code, signal: null, asked: false, at: since, leftovers: [] } : null,
    pinned: false,
    rank: 0,
  };
}
