import { type Api, createApi, probe } from './api.ts';
import { type BrowserSettingsStore, createBrowserSettings } from './browser-settings.ts';
import { takeClientId } from './client-id.ts';
import { type Clock, createClock } from './clock.ts';
import { type Connection, createConnection } from './connection.ts';
import { readCredentialKey } from './credential.ts';
import { createGoing, type Going } from './going.ts';
import { createNewSessionCalls, type NewSessionCalls } from './new-session-call.ts';
import { createOpenTerminals, type OpenTerminalsStore } from './open-terminals-store.ts';
import { createPreviews, type Previews } from './previews.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';
import { createTerminalFacts, type TerminalFactsStore } from './terminal-facts.ts';
import { createStatusRecord } from './status-record.ts';
import { dial } from './wire.ts';

/** All that is live on a page: made once, closed when the page goes. */
export interface Live {
  readonly connection: Connection;
  readonly store: SessionStore;
  readonly previews: Previews;
  readonly terminals: TerminalFactsStore;
  /** The terminals that are open in this tab, shown or hidden. */
  readonly open: OpenTerminalsStore;
  readonly going: Going;
  /** The changes of status that this page saw. */
  readonly record: ReturnType<typeof createStatusRecord>;
  readonly api: Api;
  /** Who wants the dialog for a new session. */
  readonly newSession: NewSessionCalls;
  readonly clock: Clock;
  readonly settings: BrowserSettingsStore;
  /** Names this tab to the terminals' owner rule. */
  readonly clientId: string;
}

/** Builds the live parts of a page in a browser. Nothing is dialled before `connection.start()`. */
export function createLive(page: Window): Live {
  const readKey = () => readCredentialKey(page.indexedDB);
  const schedule = (run: () => void, delay: number) => {
    const timer = page.setTimeout(run, delay);
    return () => page.clearTimeout(timer);
  };
  const connection = createConnection({
    dial,
    readKey,
    probe: (key) => probe(key, page.fetch.bind(page)),
    now: Date.now,
    random: Math.random,
    schedule,
  });
  const store = createSessionStore(connection);
  return {
    connection,
    store,
    record: createStatusRecord(store.board),
    open: createOpenTerminals(page.sessionStorage, store.board),
    going: createGoing(page),
    previews: createPreviews({ connection, schedule }),
    terminals: createTerminalFacts(),
    api: createApi({ fetch: page.fetch.bind(page), readKey, onUnauthorized: connection.accessLost }),
    newSession: createNewSessionCalls(),
    clock: createClock(),
    settings: createBrowserSettings(page.localStorage, page),
    clientId: takeClientId(page.sessionStorage, page, () => page.crypto.randomUUID()),
  };
}

/** Tells the connection when trying at once may help (the network is back, somebody looks again), and previews whether anybody looks. */
export function wakeWithPage(page: Window, { connection, previews }: Pick<Live, 'connection' | 'previews'>): () => void {
  const wake = () => connection.wake();
  const shown = () => {
    const isVisible = page.document.visibilityState === 'visible';
    previews.setVisible(isVisible);
    if (isVisible) wake();
  };
  page.addEventListener('online', wake);
  page.addEventListener('focus', wake);
  page.document.addEventListener('visibilitychange', shown);
  return () => {
    page.removeEventListener('online', wake);
    page.removeEventListener('focus', wake);
    page.document.removeEventListener('visibilitychange', shown);
  };
}
