import { accessSync, constants } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { DemoAgent } from '#common/demo-agent.ts';
import type { FolderList } from '#common/api.ts';
import type { Attach, HostRequest, Launch, Reply, ViewerNotice } from '#common/pty-host-protocol.ts';
import { type Failure, type Result, success } from '#common/result.ts';
import type { HostId, SessionId } from '#common/session.ts';
import { isSameProcessAlive } from '#server/process/identity.ts';
import type { StateFolder } from '#server/process/state-folder.ts';
import { type FileListener, FollowedFiles } from './followed-files.ts';
import type { Host, HostEvent, Viewer, ViewerListener } from './host.ts';
import { launchEnvironment } from './launch-environment.ts';
import { listFolders } from './list-folders.ts';
import { findFolder, findProgram } from './local-files.ts';
import type { PtyHostClient, PtyHostClientEvent } from './pty-host-client.ts';
import { findOrStartPtyHost } from './pty-host-start.ts';
import { createProgramVersions, type ProgramVersions } from './program-version.ts';
import { makeScratchProject } from './scratch-project.ts';

export interface LocalHostOptions {
  readonly state: StateFolder;
  /** The pty host's bundle, started where no pty host runs. */
  readonly entry: string;
  /** The demo agent's bundle. */
  readonly demoEntry: string;
  readonly build: string;
  /** The person's umask, for the programs. */
  readonly umask: number;
  /** The environment that launches inherit. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: (message: string) => void;
}

export const LOCAL_HOST_ID = 'local' as HostId;

/** Pauses between tries to reach the pty host, doubling up to the second, in milliseconds. */
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5000;

const NOT_CONNECTED: Failure = {
  code: 'pty_host_unreachable',
  message: 'The pty host is not connected. Beckon is trying to reach it; try again in a moment.',
};

/** This machine: its pty host over the unix socket, its files directly. */
export class LocalHost implements Host {
  readonly id = LOCAL_HOST_ID;
  readonly name = hostname();
  readonly home = homedir();
  readonly #options: LocalHostOptions;
  readonly #versions: ProgramVersions;
  readonly #listeners = new Set<(event: HostEvent) => void>();
  readonly #viewers = new Map<number, ViewerListener>();
  readonly #files = new FollowedFiles();
  #client: PtyHostClient | null = null;
  #retry: NodeJS.Timeout | null = null;
  #pause = RETRY_FIRST_MS;
  #viewerSerial = 0;
  #open = false;

  constructor(options: LocalHostOptions) {
    this.#options = options;
    this.#versions = createProgramVersions(() => launchEnvironment(options.env, null));
  }

  open(): void {
    if (this.#open) return;
    this.#open = true;
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#files.close();
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#client?.close();
    this.#client = null;
  }

  /** When the answer does not come, whether it runs is told by the list that follows. */
  async create(launch: Launch): ReturnType<Host['create']> {
    const created = await this.#request({ op: 'create', launch });
    if (!created.ok && created.error.code === 'timeout' && this.#client !== null) void this.#tellAll(this.#client);
    return created;
  }

  retag(session: SessionId, tag: string): Promise<Result<null>> {
    return this.#request({ op: 'retag', session, tag });
  }

  write(session: SessionId, text: string): Promise<Result<null>> {
    return this.#request({ op: 'write', session, text });
  }

  screen(session: SessionId, options: { scrollback: boolean }): ReturnType<Host['screen']> {
    return this.#request({ op: 'screen', session, ...options });
  }

  end(session: SessionId, process: { pid: number; startTime: string } | null): Promise<Result<null>> {
    return this.#request({ op: 'end', session, process });
  }

  forget(session: SessionId): Promise<Result<null>> {
    return this.#request({ op: 'forget', session });
  }

  watch(session: SessionId, on: boolean): Promise<Result<null>> {
    return this.#request({ op: 'watch', session, on });
  }

  async attach(attach: Omit<Attach, 'viewer'>, listener: ViewerListener): Promise<Result<Viewer>> {
    this.#viewerSerial += 1;
    const id = this.#viewerSerial;
    const client = this.#client;
    this.#viewers.set(id, listener); // before the answer: frames follow it closely
    const attached = await this.#request({ op: 'attach', attach: { ...attach, viewer: id } });
    if (!attached.ok) {
      this.#viewers.delete(id);
      // It may have been attached after all; nobody would ever let go of it.
      if (attached.error.code === 'timeout') void this.#request({ op: 'detach', viewer: id, said: true });
      return attached;
    }
    return success({
      id,
      attached: attached.value,
      send: (frame) => client?.send(frame),
      resize: (size) => this.#request({ op: 'resize', viewer: id, ...size }),
      visible: (visible) => this.#request({ op: 'visible', viewer: id, visible }),
      takeOver: (size) => this.#request({ op: 'take_over', viewer: id, ...size }),
      appear: (appearance) => this.#request({ op: 'appear', viewer: id, appearance }),
      taken: () => this.#request({ op: 'taken', viewer: id }),
      reset: () => this.#request({ op: 'reset', viewer: id }),
      detach: ({ said }) => {
        this.#viewers.delete(id);
        return this.#request({ op: 'detach', viewer: id, said });
      },
    });
  }

  folder(path: string): Promise<Result<string>> {
    return findFolder(path);
  }

  folders(typed: string): Promise<Result<FolderList>> {
    return listFolders(typed);
  }

  version(program: string): Promise<string | null> {
    return this.#versions.of(program);
  }

  program(name: string, cwd: string): Promise<Result<string>> {
    return findProgram(name, cwd, this.#options.env.PATH ?? '');
  }

  /** `$SHELL` where it can be started, else the one of the user's account, else `/bin/sh`. */
  shell(): string {
    for (const shell of [this.#options.env.SHELL, accountShell()]) {
      if (shell?.startsWith('/') && mayExecute(shell)) return shell;
    }
    return '/bin/sh';
  }

  demoAgent(): DemoAgent {
    const { state, demoEntry } = this.#options;
    return { node: process.execPath, entry: demoEntry, config: join(state.demo, 'config'), scratch: join(state.demo, 'scratch') };
  }

  makeProject(name: string, files: Readonly<Record<string, string>>): Promise<Result<string>> {
    return makeScratchProject(this.demoAgent().scratch, name, files);
  }

  environment(session: SessionId): Record<string, string> {
    return launchEnvironment(this.#options.env, session);
  }

  followFile(path: string, listener: FileListener): () => void {
    return this.#files.follow(path, listener);
  }

  isAlive(pid: number, startTime: string): boolean {
    return isSameProcessAlive(pid, startTime);
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #request<Op extends HostRequest['op']>(body: Extract<HostRequest, { op: Op }>): Promise<Result<Reply<Op>>> {
    return this.#client === null ? Promise.resolve({ ok: false, error: NOT_CONNECTED }) : this.#client.request<Op>(body);
  }

  async #connect(): Promise<void> {
    const { state, entry, build, umask } = this.#options;
    const found = await findOrStartPtyHost({ state, entry, build, umask, client: 'hub' });
    if (!this.#open) {
      if (found.ok) found.value.close();
      return;
    }
    if (!found.ok) return this.#lost(found.error);
    const client = found.value;
    this.#client = client;
    client.listen({
      event: (event) => this.#heard(event),
      frame: (viewer, frame) => this.#viewers.get(viewer)?.frame(frame),
      closed: (reason) => {
        if (this.#client !== client) return;
        this.#client = null;
        this.#lost(reason);
      },
    });
    await this.#tellAll(client);
  }

  async #tellAll(client: PtyHostClient): Promise<void> {
    const list = await client.list();
    if (!list.ok) return client.close();
    this.#pause = RETRY_FIRST_MS;
    this.#emit({ kind: 'connected', sessions: list.value });
  }

  /** Not reachable now. Its sessions may run: nobody says that they ended. */
  #lost(reason: Failure): void {
    this.#options.log(reason.message);
    this.#emit({ kind: 'disconnected', reason });
    const gone: ViewerNotice = { kind: 'closed', error: reason };
    for (const listener of this.#viewers.values()) listener.notice(gone);
    this.#viewers.clear();
    if (!this.#open) return;
    this.#retry = setTimeout(() => void this.#connect(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, RETRY_MAX_MS);
  }

  #heard(event: PtyHostClientEvent): void {
    if (event.event === 'viewer') {
      this.#viewers.get(event.viewer)?.notice(event.notice);
      if (event.notice.kind === 'closed') this.#viewers.delete(event.viewer);
    } else if (event.event === 'session') this.#emit({ kind: 'session', session: event.session });
    else if (event.event === 'forgotten') this.#emit({ kind: 'forgotten', session: event.session });
    else if (event.event === 'preview') this.#emit({ kind: 'preview', preview: event.preview });
    else this.#emit({ kind: 'snapshots', problem: event.problem });
  }

  #emit(event: HostEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** A host for `compose.ts`. */
export function createLocalHost(options: LocalHostOptions): Host {
  return new LocalHost(options);
}

function accountShell(): string | undefined {
  try {
    return userInfo().shell ?? undefined;
  } catch {
    return undefined; // a user id without an account, as in some containers
  }
}

function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // that is the question
  }
}
