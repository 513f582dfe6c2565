import { randomUUID } from 'node:crypto';
import type { ChangeSession, CreateSession, FolderList, ScreenText } from '#common/api.ts';
import { INPUT_MAX, SESSIONS_MAX } from '#common/limits.ts';
import type { BoardPatch, BoardSnapshot } from '#common/protocol.ts';
import type { Attach } from '#common/pty-host-protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import type { HostInfo, ProviderId, ProviderInfo, Session, SessionId } from '#common/session.ts';
import type { Host, Viewer, ViewerListener } from '#server/hosts/host.ts';
import type { Log } from '#server/log.ts';
import type { Provider } from '#server/providers/provider.ts';
import { isOver, isTerminalLost } from '#server/status/status.ts';
import type { FolderRepository } from './folder-repository.ts';
import { type PlannedSession, planSession } from './launch-plan.ts';
import type { PreviewListener } from './previews.ts';
import { listProviders } from './provider-list.ts';
import { observe } from './reconcile.ts';
import { toRecord } from './record-keeper.ts';
import { createSessionId } from './session-id.ts';
import type { SessionRepository } from './session-repository.ts';
import { createSessionTable } from './session-table.ts';
import { encodeTag } from './session-tag.ts';
import { tryDemo } from './try-demo.ts';

/** Every session and what may be done with it. Knows no transport: the API and the socket call it alike. */
export interface SessionHub {
  /** Reads the rows, then lets each host connect and compares. */
  open(): Promise<Result<void>>;
  /** Until every host has answered or failed to, at most so many milliseconds: from then on the board knows, or says why not. */
  ready(withinMs: number): Promise<void>;
  /** Lets go of the hosts and brings what is open to disk. Sessions run on. Safe to call twice. */
  close(): Promise<void>;

  list(): Session[];
  get(id: SessionId): Result<Session>;
  create(request: CreateSession): Promise<Result<Session>>;
  /** Starts three demo agents in a project of their own. */
  tryDemo(): Promise<Result<Session[]>>;
  /** Changes what a person decides: the name, the place on the board. */
  change(id: SessionId, change: ChangeSession): Promise<Result<Session>>;
  /** Begins to end the program; that it ended comes as a patch. */
  end(id: SessionId): Promise<Result<Session>>;
  /** Dismisses a session whose program is over, with its screen. */
  remove(id: SessionId): Promise<Result<null>>;
  input(id: SessionId, text: string): Promise<Result<null>>;
  screen(id: SessionId, options: { scrollback: boolean }): Promise<Result<ScreenText>>;
  attach(attach: Omit<Attach, 'viewer'>, listener: ViewerListener): Promise<Result<Viewer>>;

  /** Which previews a page wants from now on; with none, it is forgotten. */
  watch(page: PreviewListener, sessions: readonly SessionId[]): void;
  hosts(): HostInfo[];
  /** With `versions`, the programs are asked for them, which may take seconds the first time. */
  providers(options: { versions: boolean }): Promise<ProviderInfo[]>;
  /** Folders below what is typed. */
  folders(typed: string): Promise<Result<FolderList>>;
  /** Folders in which sessions were started, newest first. */
  recentFolders(): Promise<Result<string[]>>;
  snapshot(): BoardSnapshot;
  subscribe(listener: (patch: BoardPatch) => void): () => void;
}

export interface SessionHubParts {
  /** The first is where new sessions start. */
  readonly hosts: readonly [Host, ...Host[]];
  readonly repository: SessionRepository;
  readonly folders: FolderRepository;
  readonly providers: Readonly<Record<ProviderId, Provider>>;
  readonly log: Log;
  /** What a person should read about this start, such as a repaired database; shown until the next start. */
  readonly startProblem?: Failure | null;
  /** Unix time in milliseconds. */
  readonly now?: () => number;
  readonly makeId?: () => string;
}

/** A new session waits this long for a pty host that is starting or coming back, in milliseconds. */
const CONNECT_WITHIN_MS = 5000;

/** What may have happened all the same: whether the program was started is not known. */
const UNSURE = new Set(['timeout', 'pty_host_unreachable', 'pty_host_failed']);

export function createSessionHub({
  hosts,
  repository,
  folders,
  providers,
  log,
  startProblem = null,
  now = Date.now,
  makeId = randomUUID,
}: SessionHubParts): SessionHub {
  const table = createSessionTable({ hosts, repository, providers, log, now, hub: makeId() });
  const { board, keeper, launching } = table;
  /** What ends a wait when the hub closes. */
  const waits = new Set<() => void>();
  let closed = false;
  if (startProblem !== null) table.tell('start', startProblem);

  function find(id: SessionId): Result<{ session: Session; host: Host }> {
    const session = table.get(id);
    const host = session === undefined ? undefined : table.host(session.hostId);
    if (session === undefined)
      return failure('session_unknown', `There is no session ${id}. It may have been dismissed; look at the list.`);
    if (host === undefined) return failure('pty_host_unreachable', `The machine ${session.hostId} of "${session.name}" is not known here.`);
    return success({ session, host });
  }

  function findRunning(id: SessionId): Result<{ session: Session; host: Host }> {
    const found = find(id);
    if (!found.ok || !isOver(found.value.session)) return found;
    return failure('session_exited', `"${found.value.session.name}" has ended. Start a new session, or dismiss this one.`);
  }

  /** A host that does not hold a session we know: its terminal is lost, and only its pid is left to go by. */
  function explainLost<T>(result: Result<T>, session: Session): Result<T> {
    if (result.ok || result.error.code !== 'session_unknown') return result;
    return failure(
      'screen_unavailable',
      `The terminal of "${session.name}" is lost; the program can only be reached as process ${session.pid ?? '(unknown)'}.`,
    );
  }

  async function launch(planned: PlannedSession, host: Host): Promise<Result<Session>> {
    const { id } = planned.session;
    const inserted = await keeper.insert(toRecord(planned.session));
    if (!inserted.ok) return inserted;
    if (closed) {
      await keeper.remove(id);
      return failure('shutting_down', 'Beckon is stopping. Create the session again when it is back.');
    }
    table.show(planned.session);
    const held = await host.create(planned.launch);
    const row = table.get(id) ?? planned.session;
    if (!held.ok) {
      // Seen alive meanwhile: it was started, whatever the answer says.
      if (row.pid !== null) return success(table.view(row));
      // The next list of the host tells; until then the row stays, so that nothing runs without one.
      if (UNSURE.has(held.error.code)) {
        table.launchUnsure(id);
        return held;
      }
      table.drop(id);
      const removed = await keeper.remove(id);
      if (!removed.ok) log.error({ session: id, code: removed.error.code }, removed.error.message);
      return held;
    }
    // An event may have told more already, even the end: it must not be taken back by this older word.
    if (row.pid === null) table.commit(observe(row, held.value, table.evidence(host)));
    return success(table.view(table.get(id) ?? row));
  }

  /** In the background: that a folder is offered again is no reason to fail. */
  async function remember({ hostId, cwd }: Session): Promise<void> {
    const used = await folders.used(hostId, cwd, now());
    if (!used.ok) log.warn({ code: used.error.code }, used.error.message);
  }

  /** Waits until the board shows what is wanted, the time is over, or the hub closes. */
  async function until(met: () => boolean, withinMs: number): Promise<void> {
    if (met() || closed) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        unsubscribe();
        waits.delete(done);
        resolve();
      };
      waits.add(done);
      const timer = setTimeout(done, withinMs);
      const unsubscribe = board.subscribe(() => {
        if (met()) done();
      });
    });
  }

  const taken = () => new Set(table.all().map((session) => session.name));

  async function create(request: CreateSession): Promise<Result<Session>> {
    const running = table.all().filter((session) => !isOver(session) && !launching.has(session.id)).length;
    if (running + launching.size >= SESSIONS_MAX)
      return failure('session_limit', `${SESSIONS_MAX} sessions run already. End one of them first.`);
    const [host] = hosts;
    const machine = () => table.hosts().find(({ id }) => id === host.id);
    await until(() => machine()?.state === 'connected', CONNECT_WITHIN_MS);
    if (machine()?.state !== 'connected')
      return failure(
        'pty_host_unreachable',
        `Nothing can be started on ${host.name} now: ${machine()?.detail ?? 'Beckon is still connecting to it. Try again in a moment.'}`,
      );
    const id = createSessionId();
    launching.set(id, 'begun');
    try {
      const planned = await planSession(request, { id, host, provider: providers[request.provider], taken: taken(), makeId, now: now() });
      if (!planned.ok) return planned;
      const launched = await launch(planned.value, host);
      if (launched.ok && request.provider !== 'demo') void remember(launched.value);
      return launched;
    } finally {
      launching.delete(id);
    }
  }

  return {
    async open() {
      const rows = await keeper.load();
      if (!rows.ok) return rows;
      for (const record of rows.value) table.show({ ...record, title: null });
      for (const host of hosts) {
        table.follow(host);
        host.open();
      }
      return success();
    },
    ready: (withinMs) => until(() => table.hosts().every(({ state }) => state !== 'connecting'), withinMs),
    async close() {
      if (closed) return;
      closed = true;
      for (const done of [...waits]) done();
      table.close();
      await Promise.all(hosts.map((host) => host.close()));
      await keeper.close();
      board.close();
    },

    list: () => table.all().map(table.view),
    get(id) {
      const found = find(id);
      return found.ok ? success(table.view(found.value.session)) : found;
    },
    create,
    tryDemo: () => tryDemo({ host: hosts[0], create, taken }),
    async change(id, change) {
      const found = find(id);
      if (!found.ok) return found;
      const updatedAt = now();
      const updated = await keeper.update(id, { ...change, updatedAt });
      if (!updated.ok) return updated;
      const session = table.get(id);
      if (session === undefined) return find(id) as Result<never>;
      const changed = { ...session, ...change, updatedAt };
      table.commit(changed);
      table.decide({ kind: 'retag', id, tag: encodeTag(changed) }, found.value.host);
      return success(table.view(changed));
    },
    async end(id) {
      const found = findRunning(id);
      if (!found.ok) return found;
      const { pid, pidStartTime } = found.value.session;
      const process = pid === null || pidStartTime === null ? null : { pid, startTime: pidStartTime };
      const ending = explainLost(await found.value.host.end(id, process), found.value.session);
      if (ending.ok && isTerminalLost(found.value.session)) table.lostIsEnding(id);
      return ending.ok ? success(table.view(table.get(id) ?? found.value.session)) : ending;
    },
    async remove(id) {
      table.checkLost(); // a program without a terminal may have ended since it was last looked at
      const found = find(id);
      if (!found.ok) return found;
      const { session, host } = found.value;
      if (!isOver(session))
        return failure(
          'session_alive',
          `"${session.name}" ${session.status === 'unknown' ? 'may still run' : 'still runs'}. End it first.`,
        );
      const forgotten = await host.forget(id);
      if (!forgotten.ok && forgotten.error.code !== 'session_unknown') return forgotten;
      const removed = await keeper.remove(id);
      if (!removed.ok) return removed;
      table.drop(id);
      return success(null);
    },
    async input(id, text) {
      const found = findRunning(id);
      if (!found.ok) return found;
      if (Buffer.byteLength(text) > INPUT_MAX)
        return failure('too_large', `Input has at most ${INPUT_MAX} bytes of UTF-8. Send it in pieces.`);
      return explainLost(await found.value.host.write(id, text), found.value.session);
    },
    async screen(id, options) {
      const found = find(id);
      return found.ok ? explainLost(await found.value.host.screen(id, options), found.value.session) : found;
    },
    async attach(attach, listener) {
      const found = find(attach.session);
      return found.ok ? explainLost(await found.value.host.attach(attach, listener), found.value.session) : found;
    },

    watch: (page, sessions) =>
      table.previews.want(
        page,
        sessions.filter((id) => table.get(id) !== undefined),
      ),
    hosts: table.hosts,
    providers: (options) => listProviders(Object.values(providers), hosts[0], options),
    folders: (typed) => hosts[0].folders(typed),
    recentFolders: () => folders.recent(hosts[0].id),
    snapshot: () => board.snapshot(),
    subscribe: (listener) => board.subscribe(listener),
  };
}
