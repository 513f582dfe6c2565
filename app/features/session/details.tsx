'use client';

import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useHost, useTerminalFacts } from '#app/live/use-session.ts';
import { useTerminalKeeper } from '#app/features/terminal/terminals-provider.tsx';
import { exitWords } from '#app/parts/exit-words.ts';
import { momentWords } from '#app/parts/moment-words.ts';
import { Button } from '#app/ui/button.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { useInstalled } from './use-installed.ts';

/** Who types and sets the size, by what the terminal of this page knows. */
const OWNERS = { self: 'this page', other: 'another page or terminal', nobody: 'nobody now' } as const;

/** What the program may do when it asks the terminal to copy something. */
const COPIES = { allow: 'copying allowed', never: 'copying refused' } as const;

/** The facts of a session; one that is not known is left out. */
export function Details({ session }: { session: Session }) {
  const { grid, owner, phase, ended, clipboardChoice } = useTerminalFacts(session.id);
  const host = useHost(session.hostId);
  const installed = useInstalled(session.provider);
  const { exit } = session;
  const command = [session.command.file, ...session.command.args].join(' ');
  return (
    <dl className="flex flex-col p-4">
      <Detail name="Folder" value={session.cwd} copies />
      <Detail name="Command" value={command} copies />
      <Detail name="Program" value={installed} />
      <Detail name="Title" value={session.title} />
      <Detail name="Conversation" value={session.conversationId} copies />
      <Detail name="Session" value={session.id} copies />
      <Detail name="Process" value={session.pid === null ? null : String(session.pid)} copies />
      <Detail name="Machine" value={host?.name ?? null} />
      <Detail name="Started" value={momentWords(session.createdAt)} />
      <Detail name="Ended" value={exit && momentWords(exit.at)} />
      <Detail name="How" value={session.status === 'exited' ? exitWords(exit) : null} />
      <Detail name="Size" value={grid && `${grid.cols} × ${grid.rows}`} />
      <Detail name="Typing, size" value={phase === 'attached' && ended === null && session.status !== 'exited' ? OWNERS[owner] : null} />
      {clipboardChoice && (
        <Detail name="Clipboard" value={COPIES[clipboardChoice]}>
          <AskAgain id={session.id} />
        </Detail>
      )}
    </dl>
  );
}

/** One fact; nothing when it is not known. */
function Detail({ name, value, copies = false, children }: { name: string; value: ReactNode; copies?: boolean; children?: ReactNode }) {
  if (value === null) return null;
  return (
    <div className="flex items-start gap-2 border-line border-b py-2 last:border-b-0">
      <dt className="w-24 shrink-0 pt-0.5 text-ink-2 text-xs">{name}</dt>
      <dd className="flex min-w-0 flex-1 items-start gap-2">
        <span className="min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">{value}</span>
        {copies && typeof value === 'string' && <CopyButton name={name} text={value} />}
        {children}
      </dd>
    </div>
  );
}

function AskAgain({ id }: { id: Session['id'] }) {
  const keeper = useTerminalKeeper();
  return (
    <Button size="small" onClick={() => void keeper.open(id).then((terminal) => terminal.askAboutClipboard())}>
      Ask again
    </Button>
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
