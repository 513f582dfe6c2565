'use client';

import { CircleHelp, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { useActions } from '#app/actions/actions-provider.tsx';
import { useKeyWords } from '#app/actions/key-hint.tsx';
import type { ConnectionState } from '#app/live/connection.ts';
import { useBoard, useConnection } from '#app/live/use-session.ts';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Age } from '#app/parts/age.tsx';

/** Whether the server answers, from where, and the ways to settings and help. */
export function RailFoot() {
  const { run } = useActions();
  const connection = useConnection();
  const hosts = useBoard((board) => board.hosts);
  const unreachable = [...hosts.values()].find((host) => host.state === 'unreachable');
  const helpKeys = useKeyWords('help.open');
  const settingsKeys = useKeyWords('settings.open');
  return (
    <footer className="flex h-11 shrink-0 items-center gap-0.5 border-line border-t pr-2 pl-4 text-ink-2 text-xs">
      <p className="flex min-w-0 flex-1 items-center gap-2" data-tip={unreachable?.detail ?? undefined}>
        {unreachable ? <Line sign="broken">{unreachable.name} does not answer</Line> : connectionLine(connection)}
      </p>
      <IconButton label="All keys" icon={CircleHelp} size="small" hint={helpKeys} onClick={() => run('help.open')} />
      <IconButton label="Settings" icon={Settings} size="small" hint={settingsKeys} onClick={() => run('settings.open')} />
    </footer>
  );
}

function connectionLine(connection: ConnectionState): ReactNode {
  switch (connection.kind) {
    case 'connected':
      return <Line sign="sound">this machine</Line>;
    case 'connecting':
      return <Line sign="open">connecting</Line>;
    case 'lost':
      return (
        <Line sign="broken">
          server lost <Age since={connection.since} />
        </Line>
      );
    case 'refused':
      return <Line sign="broken">shut out</Line>;
  }
}

const COLOURS = { sound: 'text-good', open: 'text-ink-3', broken: 'text-failed' } as const;

/** A full disc when all is well, an empty one while it is being tried, a crossed one when it failed. */
function Line({ sign, children }: { sign: keyof typeof COLOURS; children: ReactNode }) {
  return (
    <>
      <svg viewBox="0 0 14 14" aria-hidden="true" className={`size-3.5 shrink-0 ${COLOURS[sign]}`}>
        {sign === 'sound' && <circle cx="7" cy="7" r="3.5" fill="currentColor" />}
        {sign !== 'sound' && <circle cx="7" cy="7" r="4" fill="none" stroke="currentColor" strokeWidth="1.6" />}
        {sign === 'broken' && <path d="M4.2 9.8l5.6-5.6" stroke="currentColor" strokeWidth="1.6" />}
      </svg>
      <span className="min-w-0 truncate">{children}</span>
    </>
  );
}
