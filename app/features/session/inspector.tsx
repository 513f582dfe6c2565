'use client';

import { X } from 'lucide-react';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSeenChanges, useSetting } from '#app/live/use-session.ts';
import { Leftovers } from '#app/parts/leftovers.tsx';
import { momentWords, timeWords } from '#app/parts/moment-words.ts';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { activityOf } from './activity.ts';
import { Details } from './details.tsx';

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
        {rows.map((row, index) => (
          <li
            key={`${row.at} ${row.what}`}
            className="relative flex gap-3 pb-4 not-last:before:absolute not-last:before:top-5 not-last:before:bottom-0 not-last:before:left-[7px] not-last:before:w-px not-last:before:bg-line"
          >
            <span className="mt-0.5">
              <StatusGlyph session={{ ...session, status: row.status }} isPast={index > 0} />
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
      <Unseen session={session} />
    </div>
  );
}

/** What the list above cannot hold; nothing when this page was there from the start. */
function Unseen({ session }: { session: Session }) {
  const openedAt = Math.round(performance.timeOrigin);
  if (session.createdAt >= openedAt) return null;
  return (
    <p className="mt-2 border-line border-t pt-3 text-ink-2 text-xs">
      This page was opened at {timeWords(openedAt)}. What changed before then, or while it was not connected, is not listed.
    </p>
  );
}
