'use client';

import { Check, Copy, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSeenChanges, useSetting, useTerminalFacts } from '#app/live/use-session.ts';
import { Leftovers } from '#app/parts/leftovers.tsx';
import { momentWords, timeWords } from '#app/parts/moment-words.ts';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { activityOf } from './activity.ts';

/** What is known of a session beside its terminal. `onClose` left out: what it stands in can be closed by itself. */
export function Inspector({ session, onClose }: { session: Session; onClose?: () => void }) {
  const { settings } = useLive();
  const inspector = useSetting('inspector');
  return (
    <Tabs
      label="Inspector"
      value={inspector.tab}
      onChoose={(tab) => settings.set({ inspector: { ...inspector, tab } })}
      tabs={[
        { value: 'activity', label: 'Activity', content: <Activity session={session} /> },
        { value: 'details', label: 'Details', content: <Details session={session} /> },
      ]}
      end={onClose && <IconButton label="Close the inspector" icon={X} onClick={onClose} />}
    />
  );
}

function Activity({ session }: { session: Session }) {
  const rows = activityOf(session, useSeenChanges(session.id));
  return (
    <div className="p-4">
      <ol aria-label="Activity" className="flex flex-col">
        {rows.map((row) => (
          <li
            key={`${row.at} ${row.what}`}
            className="relative flex gap-3 pb-4 not-last:before:absolute not-last:before:top-5 not-last:before:bottom-0 not-last:before:left-[7px] not-last:before:w-px not-last:before:bg-line"
          >
            <span className="mt-0.5">
              <StatusGlyph session={{ ...session, status: row.status }} />
            </span>
            <div className="min-w-0 flex-1">
              <p>{row.what}</p>
              {row.why !== null && <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">{row.why}</p>}
            </div>
            <time dateTime={new Date(row.at).toISOString()} title={momentWords(row.at)} className="font-mono text-ink-2 text-xs">
              {timeWords(row.at)}
            </time>
          </li>
        ))}
      </ol>
      <Leftovers session={session} />
      <p className="mt-2 border-line border-t pt-3 text-ink-2 text-xs">
        Start, present status, and the changes this page saw since it was opened.
      </p>
    </div>
  );
}

function Details({ session }: { session: Session }) {
  const { grid } = useTerminalFacts(session.id);
  const command = [session.command.file, ...session.command.args].join(' ');
  return (
    <dl className="flex flex-col p-4">
      <Detail name="Folder" value={session.cwd} copies />
      <Detail name="Command" value={command} copies />
      <Detail name="Title" value={session.title} />
      <Detail name="Conversation" value={session.conversationId} copies />
      <Detail name="Session" value={session.id} copies />
      <Detail name="Process" value={session.pid === null ? null : String(session.pid)} copies />
      <Detail name="Started" value={momentWords(session.createdAt)} />
      <Detail name="Size" value={grid && `${grid.cols} × ${grid.rows}`} />
    </dl>
  );
}

/** One fact; nothing when it is not known. */
function Detail({ name, value, copies = false }: { name: string; value: ReactNode; copies?: boolean }) {
  if (value === null) return null;
  return (
    <div className="flex items-start gap-2 border-line border-b py-2 last:border-b-0">
      <dt className="w-24 shrink-0 pt-0.5 text-ink-2 text-xs">{name}</dt>
      <dd className="min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">{value}</dd>
      {copies && typeof value === 'string' && <CopyButton name={name} text={value} />}
    </div>
  );
}

function CopyButton({ name, text }: { name: string; text: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  async function copy(): Promise<void> {
    setCopied(
      await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      ),
    );
  }
  const label = copied === null ? `Copy: ${name}` : copied ? 'Copied' : 'The browser refused to copy';
  return <IconButton label={label} icon={copied ? Check : Copy} size="small" onBlur={() => setCopied(null)} onClick={() => void copy()} />;
}
