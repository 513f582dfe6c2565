'use client';

import { Command } from 'cmdk';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Session } from '#common/session.ts';
import { ACTIONS, type ActionId } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { useKeyWords } from '#app/actions/key-hint.tsx';
import { useOffered } from '#app/actions/use-action.ts';
import { useLastKnownAt, useSessions } from '#app/live/use-session.ts';
import { CutName } from '#app/parts/cut-name.tsx';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { STATUS_WORDS } from '#app/parts/status-words.ts';
import { useGo } from '#app/parts/use-go.ts';
import { useGoTo } from '#app/parts/use-go-to.ts';
import { useShortPath } from '#app/parts/use-short-path.ts';
import { entryKey, type PaletteEntry, paletteGroups } from './palette-entries.ts';
import { Kbd } from '#app/ui/kbd.tsx';

/** Searches sessions, actions and folders, and runs what is chosen. Beside an action stand its keys. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { run } = useActions();
  const go = useGo();
  const goTo = useGoTo();
  const offered = useOffered();
  const sessions = useSessions();
  const [typed, setTyped] = useState('');
  const [selected, setSelected] = useState('');
  const groups = paletteGroups(typed, sessions, offered);
  const element = useRef<HTMLDialogElement>(null);

  // A layout effect, because its end comes while the dialog is still in the page: only then does closing give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    dialog?.querySelector('input')?.focus();
    return () => dialog?.close();
  }, []);

  /** Closes first, so that what runs finds the page as it was, with its focus. */
  function choose(act: () => void): void {
    flushSync(onClose);
    act();
  }

  function act(entry: PaletteEntry): void {
    if (entry.kind === 'session') goTo(entry.session.id);
    else if (entry.kind === 'action') run(entry.id);
    else go(`/?q=${encodeURIComponent(entry.folder)}`);
  }

  return (
    <dialog
      ref={element}
      aria-label="Search or run"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="mx-auto mt-[min(12vh,96px)] w-[min(620px,calc(100vw-16px))] overflow-hidden rounded-xl border border-line-strong bg-surface text-ink shadow-float backdrop:bg-black/50"
    >
      <Command label="Search or run" loop shouldFilter={false} value={selected} onValueChange={setSelected}>
        <Command.Input
          value={typed}
          onValueChange={(text) => {
            setTyped(text);
            const [best] = paletteGroups(text, sessions, offered);
            setSelected(best === undefined ? '' : entryKey(best[0]));
          }}
          placeholder="Search sessions, folders, actions"
          className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-2 sm:text-[15px]"
        />
        <Command.List className="max-h-[min(60vh,420px)] scroll-py-2 overflow-y-auto p-2">
          {groups.length === 0 && <p className="p-4 text-ink-2">Nothing is called that.</p>}
          {groups.map((entries) => (
            <Group key={entries[0].kind} kind={entries[0].kind}>
              {entries.map((entry) => (
                <Command.Item
                  key={entryKey(entry)}
                  value={entryKey(entry)}
                  onSelect={() => choose(() => act(entry))}
                  className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2 aria-selected:bg-raised sm:min-h-8"
                >
                  {entry.kind === 'session' && <SessionEntry session={entry.session} />}
                  {entry.kind === 'action' && <ActionEntry id={entry.id} on={entry.on} />}
                  {entry.kind === 'folder' && <FolderEntry folder={entry.folder} sessions={entry.sessions} />}
                </Command.Item>
              ))}
            </Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}

const HEADINGS: Record<PaletteEntry['kind'], ReactNode> = { session: 'Sessions', action: <ActionHeading />, folder: 'Folders' };

function Group({ kind, children }: { kind: PaletteEntry['kind']; children: ReactNode }) {
  return (
    <Command.Group
      heading={HEADINGS[kind]}
      className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:text-ink-2 **:[[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

function SessionEntry({ session }: { session: Session }) {
  const lastKnownAt = useLastKnownAt(session);
  return (
    <>
      <StatusGlyph session={session} />
      <span className="min-w-0 font-medium max-sm:flex-1">
        <CutName name={session.name} />
      </span>
      <span className="min-w-16 flex-1 truncate font-mono text-ink-2 text-xs max-sm:hidden">{useShortPath(session.cwd)}</span>
      <span className="shrink-0 text-ink-2 text-xs">
        {lastKnownAt !== null && <i>last known: </i>}
        {STATUS_WORDS[session.status]}
      </span>
    </>
  );
}

function FolderEntry({ folder, sessions }: { folder: string; sessions: number }) {
  return (
    <>
      <span className="min-w-0 flex-1 truncate font-mono text-xs">{useShortPath(folder)}</span>
      <span className="text-ink-2 text-xs">{sessions === 1 ? '1 session' : `${sessions} sessions`}</span>
    </>
  );
}

/** The columns of an action's keys. Where fingers point there are none. */
const KEY_COLUMN = 'w-18 shrink-0 touch:hidden';
const TERMINAL_KEY_COLUMN = 'w-38 shrink-0 touch:hidden';

function ActionHeading() {
  return (
    <span className="flex gap-2.5">
      <span className="flex-1">Actions</span>
      <span className={KEY_COLUMN}>Key</span>
      <span className={TERMINAL_KEY_COLUMN}>In a terminal</span>
    </span>
  );
}

function ActionEntry({ id, on }: { id: ActionId; on: string | null }) {
  const page = useKeyWords(id, 'page');
  const terminal = useKeyWords(id, 'terminal');
  return (
    <>
      <span className="flex min-w-0 flex-1 gap-2.5">
        <span className="truncate">{ACTIONS[id].title}</span>
        {on !== null && (
          <span className="min-w-16 flex-1 text-ink-2">
            <CutName name={on} />
          </span>
        )}
      </span>
      <span className={KEY_COLUMN}>{page !== null && <Kbd>{page}</Kbd>}</span>
      <span className={TERMINAL_KEY_COLUMN}>
        {terminal !== null && (
          <>
            <span className="sr-only">In a terminal: </span>
            <Kbd>{terminal}</Kbd>
          </>
        )}
      </span>
    </>
  );
}
