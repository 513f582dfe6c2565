'use client';

import { useMemo } from 'react';
import { useStore } from 'zustand/react';
import type { HostInfo, Session } from '#common/session.ts';
import { boardOrder } from './board-order.ts';
import type { BrowserSettings } from './browser-settings.ts';
import type { ConnectionState } from './connection.ts';
import type { Way } from './going.ts';
import { useLive } from './live-provider.tsx';
import type { NewSessionCall } from './new-session-call.ts';
import type { OpenTerminals } from './open-terminals.ts';
import type { Board } from './session-store.ts';
import type { SeenChange } from './status-record.ts';
import { type TerminalFacts, UNATTACHED } from './terminal-facts.ts';

export function useConnection(): ConnectionState {
  return useStore(useLive().connection.state);
}

export function useBoard<T>(select: (board: Board) => T): T {
  return useStore(useLive().store.board, select);
}

export function useSession(id: string): Session | undefined {
  return useBoard((board) => board.sessions.get(id));
}

export function useHost(id: string | undefined): HostInfo | undefined {
  return useBoard((board) => (id === undefined ? undefined : board.hosts.get(id)));
}

/**
 * Since when a session's status is only what was last known, in Unix milliseconds; null while it is in step with the hub.
 * That a program has ended stays true.
 */
export function useLastKnownAt(session: Session): number | null {
  const at = useBoard((board) => board.lastKnownAt);
  return session.status === 'exited' ? null : at;
}

/** Whether the page is in step with the hub; else all that it shows of sessions is only what was last known. */
export function useIsLive(): boolean {
  return useBoard((board) => board.lastKnownAt === null);
}

/** In the order of the board. */
export function useSessions(): Session[] {
  const sessions = useBoard((board) => board.sessions);
  return useMemo(() => [...sessions.values()].sort(boardOrder), [sessions]);
}

export function useTerminalFacts(id: string): TerminalFacts {
  return useStore(useLive().terminals.store, (terminals) => terminals.get(id) ?? UNATTACHED);
}

/** The terminals that are open in this tab. */
export function useOpenTerminals(): OpenTerminals {
  return useStore(useLive().open.store);
}

/** A setting of this browser. */
export function useSetting<Name extends keyof BrowserSettings>(name: Name): BrowserSettings[Name] {
  return useStore(useLive().settings.store, (settings) => settings[name]);
}

/** The way to a session's page that is gone just now; null when the router has arrived. */
export function useWay(): Way | null {
  return useStore(useLive().going.store);
}

/** Whether somebody wants the dialog for a new session; null while nobody does. */
export function useNewSessionCall(): NewSessionCall | null {
  return useStore(useLive().newSession);
}

const NONE_SEEN: readonly SeenChange[] = [];

/** The changes of a session's status that this page saw, newest first. */
export function useSeenChanges(id: string): readonly SeenChange[] {
  return useStore(useLive().record.store, (record) => record.get(id) ?? NONE_SEEN);
}
