import { KILL_AFTER_MS } from '#common/limits.ts';
import type { Failure } from '#common/result.ts';
import type { HostId, HostInfo, Session, SessionId } from '#common/session.ts';
import type { Host, HostEvent } from '#server/hosts/host.ts';
import type { Log } from '#server/log.ts';
import type { Provider } from '#server/providers/provider.ts';
import { isOver, isTerminalLost, nextStatus, type Signal } from '#server/status/status.ts';
import { type Board, createBoard } from './board.ts';
import { createLiveStatus } from './live-status.ts';
import { createPreviews, type Previews } from './previews.ts';
import { adopt, type Decision, type Evidence, missing, observe, reconcile } from './reconcile.ts';
import { createRecordKeeper, type RecordKeeper, toRecord } from './record-keeper.ts';
import type { SessionRepository } from './session-repository.ts';

/**
 * What is known of every session and machine: it follows the hosts, keeps the rows right and shows pages the result.
 * Commands of persons are the hub's (`session-hub.ts`).
 */
export interface SessionTable {
  readonly board: Board;
  readonly keeper: RecordKeeper;
  readonly previews: Previews;
  /**
   * Written, program not yet confirmed: left alone when a host is compared. `passed_over`: a list of the host did not hold
   * it, which means nothing while it may be older than the launch.
   */
  readonly launching: Map<SessionId, 'begun' | 'passed_over'>;
  /** As last known; what pages see is `view` of it. */
  get(id: SessionId): Session | undefined;
  all(): Session[];
  host(id: HostId): Host | undefined;
  hosts(): HostInfo[];
  view(session: Session): Session;
  /** The session is this now: in memory and on the board at once, on disk soon. */
  commit(session: Session): void;
  /** The same, for one that its caller has brought to disk. */
  show(session: Session): void;
  drop(id: SessionId): void;
  decide(decision: Decision, host: Host): void;
  evidence(host: Host): Evidence;
  /** Shows a problem that a person must mend, or with null that its source is well again. */
  tell(source: string, problem: Failure | null): void;
  /** Looks at programs without a terminal: nobody else reports their end. */
  checkLost(): void;
  /** A person asked for the end of this one: looks more often for as long as that takes. */
  lostIsEnding(id: SessionId): void;
  /** Whether its program was started is not known: the next list of its host tells, or the one that passed it over. */
  launchUnsure(id: SessionId): void;
  /** Follows a host's events until `close`. */
  follow(host: Host): void;
  close(): void;
}

/** How often a program without a terminal is looked at, in milliseconds. */
export const LOST_CHECK_MS = 5000;
/** How often while it is being ended, and for how long: an ending takes KILL_AFTER_MS and a moment. */
export const ENDING_CHECK_MS = 250;
const ENDING_CHECKS = (KILL_AFTER_MS + 1000) / ENDING_CHECK_MS;

export function createSessionTable({
  hosts,
  repository,
  providers,
  log,
  now,
  hub,
}: {
  hosts: readonly Host[];
  repository: SessionRepository;
  providers: Readonly<Record<Session['provider'], Provider>>;
  log: Log;
  now: () => number;
  hub: string;
}): SessionTable {
  const known = new Map<SessionId, Session>();
  const machines = new Map<HostId, { host: Host; info: HostInfo; since: number }>();
  const launching: SessionTable['launching'] = new Map();
  const problems = new Map<string, Failure>();
  const board = createBoard({ hub });
  const keeper = createRecordKeeper(repository, (problem) => tell('database', problem));
  const previews = createPreviews((id, on) => void machines.get(known.get(id)?.hostId as HostId)?.host.watch(id, on));
  const liveStatus = createLiveStatus({ providers, tell: takeSignal });
  const unsubscribe: (() => void)[] = [];
  /** Programs without a terminal whose end a person asked for. */
  const lostEndAsked = new Set<SessionId>();
  let lostCheck: NodeJS.Timeout | undefined;
  /** Quick looks that are left. */
  let quickChecks = 0;
  let closed = false;

  for (const host of hosts) showHost(host, 'connecting', null);

  function tell(source: string, problem: Failure | null): void {
    if (problem === null) problems.delete(source);
    else problems.set(source, problem);
    if (problem !== null) log.error({ source, code: problem.code }, problem.message);
    board.showProblem([...problems.values()][0] ?? null);
  }

  function showHost(host: Host, state: HostInfo['state'], detail: string | null): void {
    const info: HostInfo = { id: host.id, name: host.name, home: host.home, state, detail };
    machines.set(host.id, { host, info, since: now() });
    board.showHost(info);
  }

  /** While its host does not answer, what a program does is not known; what was known is kept for its return. */
  function view(session: Session): Session {
    const machine = machines.get(session.hostId);
    if (machine?.info.state === 'connected' || isOver(session)) return session;
    const reason = machine?.info.detail ?? `Beckon is connecting to ${machine?.host.name ?? `the machine ${session.hostId}`}.`;
    return { ...session, ...nextStatus(session, { kind: 'unreachable', reason }, machine?.since ?? now()) };
  }

  function show(session: Session): void {
    known.set(session.id, session);
    liveStatus.look(session, machines.get(session.hostId)?.host);
    if (lostCheck === undefined && isTerminalLost(session)) watchLost();
    board.showSession(view(session));
  }

  function commit(session: Session): void {
    show(session);
    keeper.keep(toRecord(session));
  }

  /** What an agent says of itself. */
  function takeSignal(id: SessionId, signal: Signal, conversation: string | null): void {
    const row = known.get(id);
    if (row === undefined) return;
    const status = nextStatus(row, signal, now());
    const conversationId = conversation ?? row.conversationId;
    if (status === row && conversationId === row.conversationId) return;
    const { status: name, statusSince, statusDetail, exit } = status;
    commit({ ...row, status: name, statusSince, statusDetail, exit, conversationId, updatedAt: now() });
  }

  /** Nobody reports the end of a program without a terminal: while there is one, it is looked at. */
  function watchLost(): void {
    clearTimeout(lostCheck);
    if (closed) return;
    const look = () => {
      lostCheck = undefined;
      quickChecks = Math.max(0, quickChecks - 1);
      checkLost();
    };
    lostCheck = setTimeout(look, quickChecks > 0 ? ENDING_CHECK_MS : LOST_CHECK_MS).unref();
  }

  function drop(id: SessionId): void {
    known.delete(id);
    liveStatus.drop(id);
    lostEndAsked.delete(id);
    board.dropSession(id);
  }

  function dropRow(id: SessionId): void {
    drop(id);
    void keeper.remove(id).then((removed) => {
      if (!removed.ok) log.error({ session: id, code: removed.error.code }, removed.error.message);
    });
  }

  function evidence(host: Host): Evidence {
    return {
      isAlive: (pid: number, startTime: string) => host.isAlive(pid, startTime),
      keepsRecord: (provider) => providers[provider].liveRecords !== undefined,
      endAsked: (id: SessionId) => lostEndAsked.has(id),
      now: now(),
    };
  }

  function checkLost(): void {
    const lost = [...known.values()].filter(isTerminalLost);
    for (const session of lost) {
      const host = machines.get(session.hostId)?.host;
      const decision = host === undefined ? null : missing(session, evidence(host));
      if (decision !== null && host !== undefined) decide(decision, host);
    }
    if (lost.length > 0) return watchLost();
    clearTimeout(lostCheck);
    lostCheck = undefined;
    quickChecks = 0;
  }

  function decide(decision: Decision, host: Host): void {
    if (decision.kind === 'row') return commit(decision.session);
    if (decision.kind === 'remove') return dropRow(decision.id);
    void host.retag(decision.id, decision.tag).then((done) => {
      if (!done.ok) log.warn({ session: decision.id, code: done.error.code }, done.error.message);
    });
  }

  function onEvent(host: Host, event: HostEvent): void {
    if (event.kind === 'snapshots') return tell(`snapshots ${host.id}`, event.problem);
    if (event.kind === 'preview') return previews.take(event.preview);
    if (event.kind === 'forgotten') {
      if (known.has(event.session)) dropRow(event.session);
      return;
    }
    if (event.kind === 'session') {
      const row = known.get(event.session.session);
      const session = row === undefined ? adopt(event.session, host.id, evidence(host)) : observe(row, event.session, evidence(host));
      if (session !== row) commit(session);
      return;
    }
    if (event.kind === 'disconnected') {
      log.warn({ host: host.id, code: event.reason.code }, event.reason.message);
      showHost(host, 'unreachable', event.reason.message);
      tell(`snapshots ${host.id}`, null); // it tells anew when it is back
      for (const session of known.values()) if (session.hostId === host.id && !isOver(session)) board.showSession(view(session));
      return;
    }
    showHost(host, 'connected', null);
    previews.again();
    const held = new Set(event.sessions.map(({ session }) => session));
    for (const id of launching.keys()) if (known.get(id)?.hostId === host.id && !held.has(id)) launching.set(id, 'passed_over');
    const rows = [...known.values()].filter((session) => session.hostId === host.id);
    const decisions = reconcile(rows, event.sessions, { hostId: host.id, launching, ...evidence(host) });
    log.info({ host: host.id, rows: rows.length, held: event.sessions.length, decisions: decisions.length }, 'host connected');
    for (const decision of decisions) decide(decision, host);
    for (const row of rows) {
      const session = known.get(row.id);
      if (session === row) board.showSession(view(session)); // unchanged in itself, but no longer unknown
    }
  }

  return {
    board,
    keeper,
    previews,
    launching,
    get: (id) => known.get(id),
    all: () => [...known.values()],
    host: (id) => machines.get(id)?.host,
    hosts: () => [...machines.values()].map(({ info }) => info),
    view,
    commit,
    show,
    drop,
    decide,
    evidence,
    tell,
    checkLost,
    lostIsEnding(id) {
      lostEndAsked.add(id);
      quickChecks = ENDING_CHECKS;
      watchLost();
    },
    launchUnsure(id) {
      const wasPassedOver = launching.get(id) === 'passed_over';
      launching.delete(id);
      if (wasPassedOver) dropRow(id);
    },
    follow(host) {
      unsubscribe.push(host.onEvent((event) => onEvent(host, event)));
    },
    close() {
      closed = true;
      clearTimeout(lostCheck);
      liveStatus.close();
      for (const each of unsubscribe.splice(0)) each();
    },
  };
}
