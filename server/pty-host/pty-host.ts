import { randomBytes } from 'node:crypto';
import type { ScreenText } from '#common/api.ts';
import { FIRST_APPEARANCE } from '#common/appearance.ts';
import type { Preview } from '#common/preview.ts';
import { IDLE_EXIT_MS, LIST_PAGE, SESSIONS_MAX, SNAPSHOT_EVERY_MS } from '#common/limits.ts';
import type { Attach, Attached, HostSession, Launch } from '#common/pty-host-protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import type { Exit, SessionId } from '#common/session.ts';
import { Beat } from './beat.ts';
import { EndingRun } from './ending.ts';
import type { SpawnPty } from './pty.ts';
import { PictureKeeper } from './picture-keeper.ts';
import { PtySession, type PtySessionOptions } from './pty-session.ts';
import type { Screens } from './screens.ts';
import type { Snapshots } from './snapshots.ts';
import { StoredSessions, unknownSession } from './stored-sessions.ts';
import { Typing } from './typing.ts';
import type { Viewer, ViewerSink } from './viewer.ts';

export interface PtyHostOptions {
  readonly spawn: SpawnPty;
  readonly screens: Screens;
  readonly snapshots: Snapshots;
  /** Start time of a process, null when it is gone. */
  readonly startTime: (pid: number) => string | null;
  /** Living processes of a terminal session. */
  readonly members: (leader: number) => Promise<number[]>;
  readonly signal: (pid: number, signal: NodeJS.Signals) => void;
  readonly leftovers: (session: SessionId) => Promise<Exit['leftovers']>;
  /** Monotonic milliseconds, and Unix milliseconds. */
  readonly now: () => number;
  readonly today: () => number;
  readonly log: (message: string) => void;
  /** Nobody has needed this pty host for ten minutes. */
  readonly idle: () => void;
}

export type PtyHostEvent =
  | { kind: 'session'; session: HostSession }
  | { kind: 'forgotten'; session: SessionId }
  | { kind: 'snapshots'; problem: Failure | null };

/** The program that a session was, for when nothing else is known of it. */
interface EndedProcess {
  readonly pid: number;
  readonly startTime: string;
}

export interface AttachedViewer {
  readonly reply: Attached;
  /** Both null when only a picture is left. */
  readonly live: PtySession | null;
  readonly viewer: Viewer | null;
  /** To be called when the reply is on its way: frames follow it. */
  readonly begin: () => void;
}

interface Entry {
  readonly live: PtySession;
  ending: EndingRun | null;
}

/** How often changed screens go to disk: a little more often than what is promised, as writing takes a moment too. */
const SWEEP_MS = SNAPSHOT_EVERY_MS - 1000;

/** Every session of this host: in memory, or, when only its picture is left, on disk. */
export class PtyHost {
  readonly #options: PtyHostOptions;
  readonly #entries = new Map<SessionId, Entry>();
  readonly #stored: StoredSessions;
  readonly #listeners = new Set<(event: PtyHostEvent) => void>();
  readonly #keeper: PictureKeeper;
  readonly #sweep: NodeJS.Timeout;
  readonly #shared: Pick<PtySessionOptions, 'typing' | 'beat' | 'appearance'>;
  #clients = 0;
  #idleSince: number;
  /** Endings of programs whose terminal is lost. */
  readonly #lostEndings = new Map<SessionId, EndingRun>();
  #closing: Promise<void> | null = null;

  constructor(options: PtyHostOptions) {
    this.#options = options;
    this.#idleSince = options.now();
    this.#shared = { typing: new Typing(options.now), beat: new Beat(), appearance: { last: FIRST_APPEARANCE } };
    this.#stored = new StoredSessions(options.snapshots, options.screens);
    this.#keeper = new PictureKeeper(options.snapshots, (problem) => {
      options.log(problem === null ? 'pictures can be written again' : problem.message);
      this.#emit({ kind: 'snapshots', problem });
    });
    this.#sweep = setInterval(() => void this.sweep(), SWEEP_MS);
  }

  /** Takes up the pictures of an earlier pty host: its programs died with it, their last screens remain. */
  async restore(): Promise<void> {
    for (const problem of await this.#stored.restore()) this.#options.log(problem);
  }

  /** Why pictures cannot be written now; null when they can. */
  get problem(): Failure | null {
    return this.#keeper.problem;
  }

  /** The sessions after the named one, in the order of their ids, a page of them. */
  list(after: SessionId | null): { sessions: HostSession[]; more: boolean } {
    const all = [...[...this.#entries.values()].map(({ live }) => live.info), ...this.#stored.all()];
    const rest = all.filter(({ session }) => after === null || session > after).sort((a, b) => (a.session < b.session ? -1 : 1));
    return { sessions: rest.slice(0, LIST_PAGE), more: rest.length > LIST_PAGE };
  }

  /** How many programs run. */
  get living(): number {
    return [...this.#entries.values()].filter(({ live }) => live.info.state === 'live').length;
  }

  create(launch: Launch): Result<HostSession> {
    if (this.#closing !== null) return failure('shutting_down', 'The pty host is ending; nothing was started. Try again in a moment.');
    if (this.#entries.has(launch.session) || this.#stored.get(launch.session) !== undefined)
      return failure('session_exists', `There is a session ${launch.session} already.`);
    if (this.living >= SESSIONS_MAX) return failure('session_limit', `${SESSIONS_MAX} sessions run already. End one first.`);
    let live: PtySession;
    try {
      live = this.#start(launch);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log(`cannot start ${launch.file}: ${reason}`);
      return failure(
        'spawn_failed',
        `Cannot start ${launch.file}: ${reason}. This machine may be out of processes, descriptors or terminals: end some sessions.`,
      );
    }
    this.#entries.set(launch.session, { live, ending: null });
    this.#emit({ kind: 'session', session: live.info });
    return success(live.info);
  }

  retag(session: SessionId, tag: string): Result<null> {
    const entry = this.#entries.get(session);
    if (entry !== undefined) {
      entry.live.retag(tag);
      return success(null);
    }
    const stored = this.#stored.get(session);
    if (stored === undefined) return unknownSession(session);
    this.#stored.add({ ...stored, tag });
    return success(null);
  }

  write(session: SessionId, text: string): Result<null> {
    const entry = this.#entries.get(session);
    if (entry !== undefined) return entry.live.input.text(text);
    if (this.#stored.get(session) === undefined) return unknownSession(session);
    return failure('session_exited', 'This session has ended; nothing was typed. Start a new one.');
  }

  async screen(session: SessionId, options: { scrollback: boolean }): Promise<Result<ScreenText>> {
    const entry = this.#entries.get(session);
    return entry === undefined ? this.#stored.text(session, options) : entry.live.text(options);
  }

  /** Tells previews of a session from now on, a whole one first; gives what ends it. */
  async watch(session: SessionId, watcher: (preview: Preview) => void): Promise<Result<() => void>> {
    const entry = this.#entries.get(session);
    return entry === undefined ? this.#stored.watch(session, watcher) : success(entry.live.watch(watcher));
  }

  /** Begins to end a program. Asked again after an ending that was withstood, it tries again. */
  end(session: SessionId, process: EndedProcess | null): Result<null> {
    const entry = this.#entries.get(session);
    if (entry === undefined) return this.#endLost(session, process);
    const { state, pid } = entry.live.info;
    if (state !== 'live' || entry.ending !== null) return success(null);
    entry.live.endAsked();
    entry.ending = this.#ending(pid, (withstood) => {
      entry.ending = null;
      entry.live.endingRan(withstood);
    });
    return success(null);
  }

  /** A program whose terminal went with an earlier pty host may live on: it is ended if it is the very one. */
  #endLost(session: SessionId, process: EndedProcess | null): Result<null> {
    const info = this.#stored.get(session);
    const lost = info === undefined ? process : { pid: info.pid, startTime: info.pidStartTime };
    if (lost === null) return unknownSession(session);
    const isIt = info?.exit == null && this.#options.startTime(lost.pid) === lost.startTime;
    if (!isIt) return info === undefined ? unknownSession(session) : success(null);
    if (!this.#lostEndings.has(session)) {
      this.#lostEndings.set(
        session,
        this.#ending(lost.pid, () => this.#lostEndings.delete(session)),
      );
    }
    return success(null);
  }

  #ending(pid: number, done: (withstood: number[]) => void): EndingRun {
    return new EndingRun({ members: () => this.#options.members(pid), signal: this.#options.signal, done });
  }

  async forget(session: SessionId): Promise<Result<null>> {
    const entry = this.#entries.get(session);
    if (entry?.live.info.state === 'live') return failure('session_alive', 'This session still runs. End it first.');
    if (entry === undefined && this.#stored.get(session) === undefined) return unknownSession(session);
    this.#entries.delete(session);
    this.#stored.remove(session);
    entry?.live.close({ code: 'session_unknown', message: 'This session was dismissed.' });
    const removed = await this.#keeper.forget(session);
    if (!removed.ok) this.#options.log(removed.error.message);
    this.#emit({ kind: 'forgotten', session });
    return success(null);
  }

  async attach(attach: Attach, sink: ViewerSink): Promise<Result<AttachedViewer>> {
    const entry = this.#entries.get(attach.session);
    if (entry !== undefined) {
      const { live } = entry;
      const { viewer, reply } = live.attach(attach, sink);
      return success({ reply, viewer, live, begin: () => live.viewers.begin(viewer) });
    }
    const stored = await this.#stored.attach(attach, sink);
    return stored.ok ? success({ ...stored.value, viewer: null, live: null }) : stored;
  }

  onEvent(listener: (event: PtyHostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clientCame(): void {
    this.#clients += 1;
  }

  clientWent(): void {
    this.#clients -= 1;
    this.#idleSince = this.#options.now();
  }

  /** Regular work: pictures of changed screens go to disk; a pty host that nobody needs says so. */
  async sweep(): Promise<void> {
    if (this.#clients > 0 || this.living > 0) this.#idleSince = this.#options.now();
    else if (this.#options.now() - this.#idleSince >= IDLE_EXIT_MS) this.#options.idle();
    for (const entry of [...this.#entries.values()]) await this.#keep(entry); // one by one: the worker has other work
  }

  /** Stores every changed screen, ends nothing: the programs get HUP from the kernel when this process ends. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#sweep);
    for (const run of this.#lostEndings.values()) run.close();
    await Promise.all([...this.#entries.values()].map(({ live }) => this.#keeper.keep(live)));
    for (const entry of this.#entries.values()) {
      entry.ending?.close();
      entry.live.close({ code: 'shutting_down', message: 'The pty host is ending.' });
    }
    await this.#options.screens.close();
  }

  #start(launch: Launch): PtySession {
    const pty = this.#options.spawn(launch);
    return new PtySession({
      launch,
      epoch: randomBytes(4).readUInt32BE(),
      pty,
      pidStartTime: this.#options.startTime(pty.pid) ?? '',
      screens: this.#options.screens,
      now: this.#options.now,
      today: this.#options.today,
      leftovers: () => this.#options.leftovers(launch.session),
      changed: (live) => this.#changed(launch.session, live),
      ...this.#shared,
    });
  }

  #changed(session: SessionId, live: PtySession): void {
    const entry = this.#entries.get(session);
    if (entry === undefined) return; // dismissed, or not yet announced
    this.#emit({ kind: 'session', session: live.info });
    if (live.info.state === 'ended') void this.#keep(entry);
  }

  /** Brings the picture up to date. An ended session that nobody looks at then gives its memory back. */
  async #keep(entry: Entry): Promise<void> {
    const { live } = entry;
    const kept = await this.#keeper.keep(live);
    const { session } = live.info;
    const isOver = live.settled && entry.ending === null && live.viewers.size === 0;
    if (!kept || !isOver || this.#closing !== null || this.#entries.get(session) !== entry) return;
    this.#entries.delete(session);
    this.#stored.add(live.info);
    live.close(null);
  }

  #emit(event: PtyHostEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
