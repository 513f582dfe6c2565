import type { Attach, HostSession, Launch } from '#common/pty-host-protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import { hostIdSchema, type SessionId } from '#common/session.ts';
import type { Host, HostEvent, Viewer, ViewerListener } from '#server/hosts/host.ts';

/** A machine for unit tests: nothing runs on it; the test says what its pty host sees. */
export interface FakeHost extends Host {
  readonly sessions: Map<SessionId, HostSession>;
  readonly calls: string[];
  readonly viewers: Map<number, FakeViewer>;
  /** Makes the next call of a method fail. */
  failNext(method: 'makeProject' | 'create' | 'end' | 'forget' | 'write' | 'retag', error: Failure): void;
  /**
   * The answer to the next `create` is lost, whether its program was started or not; the list of all sessions follows, as
   * soon as it possibly can.
   */
  loseNextAnswer(to: 'started' | 'not_started'): void;
  /** Runs before `create` answers: what an event that overtakes the answer does. */
  beforeCreated: ((session: HostSession) => void) | null;
  emit(event: HostEvent): void;
  connect(): void;
  /** The program ends. */
  exit(id: SessionId, code: number | null): void;
  readonly alive: Set<number>;
  /** Files that are followed, by path: what to call when one changes. */
  readonly followed: Map<string, (text: string | null) => void>;
  opened: boolean;
  closed: boolean;
}

export interface FakeViewer {
  readonly attach: Omit<Attach, 'viewer'>;
  readonly listener: ViewerListener;
  readonly received: Uint8Array[];
  readonly calls: unknown[];
  /** How it was detached; null while it is attached. */
  detached: { said: boolean } | null;
}

export function createFakeHost(): FakeHost {
  const listeners = new Set<(event: HostEvent) => void>();
  const failing = new Map<string, Failure>();
  let lost: 'started' | 'not_started' | null = null;
  let pid = 1000;

  function take(method: string): Result<never> | null {
    const error = failing.get(method);
    failing.delete(method);
    return error === undefined ? null : { ok: false, error };
  }
  function known(id: SessionId): Result<null> {
    return host.sessions.has(id) ? success(null) : failure('session_unknown', `There is no session ${id}.`);
  }

  const host: FakeHost = {
    id: hostIdSchema.parse('local'),
    name: 'this machine',
    home: '/home/ann',
    sessions: new Map(),
    calls: [],
    viewers: new Map(),
    alive: new Set(),
    followed: new Map(),
    beforeCreated: null,
    opened: false,
    closed: false,
    failNext: (method, error) => void failing.set(method, error),
    loseNextAnswer(to) {
      lost = to;
    },
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    connect: () => host.emit({ kind: 'connected', sessions: [...host.sessions.values()] }),
    exit(id, code) {
      const session = host.sessions.get(id);
      if (session === undefined) throw new Error(`no session ${id}`);
      const ended: HostSession = {
        ...session,
        state: 'ended',
        exit: { code, signal: code === null ? 'SIGHUP' : null, asked: host.calls.includes(`end ${id}`), at: 5000, leftovers: [] },
      };
      host.alive.delete(session.pid);
      host.sessions.set(id, ended);
      host.emit({ kind: 'session', session: ended });
    },
    open() {
      host.opened = true;
    },
    async close() {
      host.closed = true;
    },
    async create(launch: Launch) {
      host.calls.push(`create ${launch.session}`);
      const failed = take('create');
      if (failed !== null) return failed;
      const isLost = lost !== null;
      const isStarted = lost !== 'not_started';
      lost = null;
      if (isLost) queueMicrotask(host.connect);
      if (!isStarted) return failure('timeout', 'The pty host did not answer.');
      pid += 1;
      const { session, tag, file, args, cwd, cols, rows } = launch;
      const held: HostSession = {
        session,
        tag,
        epoch: pid,
        pid,
        pidStartTime: `start ${pid}`,
        file,
        args,
        cwd,
        cols,
        rows,
        title: '',
        createdAt: 1,
        state: 'live',
        exit: null,
        withstood: [],
      };
      host.alive.add(pid);
      host.sessions.set(session, held);
      host.beforeCreated?.(held);
      return isLost ? failure('timeout', 'The pty host did not answer.') : success(held);
    },
    async retag(id, tag) {
      host.calls.push(`retag ${id}`);
      const session = host.sessions.get(id);
      if (session !== undefined) host.sessions.set(id, { ...session, tag });
      return take('retag') ?? known(id);
    },
    async write(id, text) {
      host.calls.push(`write ${id} ${text}`);
      return take('write') ?? known(id);
    },
    async screen(id) {
      const held = known(id);
      return held.ok ? success({ cols: 80, rows: 24, lines: ['one', 'two'], cut: false, cursor: { x: 0, y: 1 }, title: '' }) : held;
    },
    async end(id) {
      host.calls.push(`end ${id}`);
      return take('end') ?? known(id);
    },
    async forget(id) {
      host.calls.push(`forget ${id}`);
      const failed = take('forget') ?? known(id);
      if (!failed.ok) return failed;
      host.sessions.delete(id);
      host.emit({ kind: 'forgotten', session: id });
      return failed;
    },
    async watch(session, on) {
      host.calls.push(`watch ${session} ${on}`);
      return success(null);
    },
    async attach(attach, listener): Promise<Result<Viewer>> {
      const held = known(attach.session);
      if (!held.ok) return held;
      const id = host.viewers.size + 1;
      const fake: FakeViewer = { attach, listener, received: [], calls: [], detached: null };
      host.viewers.set(id, fake);
      const record = async (what: unknown) => {
        fake.calls.push(what);
        return success(null);
      };
      return success({
        id,
        attached: { epoch: 1, from: 'snapshot', cols: attach.cols, rows: attach.rows, owner: true, state: 'live' },
        send: (frame) => void fake.received.push(frame),
        resize: (size) => record({ resize: size }),
        visible: (visible) => record({ visible }),
        takeOver: (size) => record({ takeOver: size }),
        appear: (appearance) => record({ appearance }),
        taken: async () => success(true),
        reset: () => record({ reset: true }),
        async detach(how) {
          fake.detached = how;
          return success(null);
        },
      });
    },
    async folder(path) {
      return path.startsWith('/') ? success(path) : failure('folder_missing', `There is no folder ${path}.`);
    },
    async folders(typed) {
      return typed.startsWith('/')
        ? success({ folders: [`${typed}one`], cut: false })
        : failure('folder_missing', `"${typed}" is not a full path.`);
    },
    version: async (program) => (program === '/bin/claude' ? '2.1.197' : null),
    async program(name) {
      return name.includes('missing') || name === 'gemini'
        ? failure('program_missing', `There is no program ${name}.`)
        : success(name.startsWith('/') ? name : `/bin/${name}`);
    },
    shell: () => '/bin/sh',
    demoAgent: () => ({ node: '/bin/node', entry: '/dist/demo-agent.js', config: '/demo/config', scratch: '/demo/scratch' }),
    async makeProject(name, files) {
      host.calls.push(`project ${name} ${Object.keys(files).length}`);
      return take('makeProject') ?? success(`/demo/scratch/${name}`);
    },
    environment: () => ({ PATH: '/bin' }),
    followFile(path, listener) {
      host.followed.set(path, listener);
      listener(null);
      return () => {
        if (host.followed.get(path) === listener) host.followed.delete(path);
      };
    },
    isAlive: (each) => host.alive.has(each),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return host;
}
