import type { Appearance } from '#common/appearance.ts';
import type { FolderList, ScreenText } from '#common/api.ts';
import type { Preview } from '#common/preview.ts';
import type { Attach, Attached, HostSession, Launch, ViewerNotice } from '#common/pty-host-protocol.ts';
import type { Failure, Result } from '#common/result.ts';
import type { HostId, SessionId } from '#common/session.ts';
import type { DemoAgent } from '#common/demo-agent.ts';

/**
 * One machine: its PTYs and its files. Everything that touches PTYs, programs or folders goes through this, so that
 * another machine can stand behind it.
 */
export interface Host {
  readonly id: HostId;
  /** What a person calls it. */
  readonly name: string;
  /** Absolute path of the person's home folder there. */
  readonly home: string;

  /** Finds or starts the pty host and keeps the connection until `close`. Events tell how it goes. */
  open(): void;
  /** Lets go of the pty host; its sessions run on. Safe to call twice. */
  close(): Promise<void>;

  create(launch: Launch): Promise<Result<HostSession>>;
  /** Replaces the text that the pty host keeps for us beside a session. */
  retag(session: SessionId, tag: string): Promise<Result<null>>;
  /** Types text into the program, whoever owns its input: a person's or a script's explicit command. */
  write(session: SessionId, text: string): Promise<Result<null>>;
  screen(session: SessionId, options: { scrollback: boolean }): Promise<Result<ScreenText>>;
  /**
   * Begins to end the program (HUP, TERM, KILL); its exit comes as a `session` event. `process` says which one it was, in
   * case its terminal is lost: then it is ended if it is the very one.
   */
  end(session: SessionId, process: { pid: number; startTime: string } | null): Promise<Result<null>>;
  /** Drops what is kept of an ended session: screen, scrollback, picture on disk. */
  forget(session: SessionId): Promise<Result<null>>;
  /** Previews of a session come as events from now on, a whole one first, or no more. */
  watch(session: SessionId, on: boolean): Promise<Result<null>>;
  attach(attach: Omit<Attach, 'viewer'>, listener: ViewerListener): Promise<Result<Viewer>>;

  /** The absolute path of a folder in which a program can be started; `~` is the home folder. */
  folder(path: string): Promise<Result<string>>;
  /** Folders below what is typed, for a person who goes on typing. */
  folders(typed: string): Promise<Result<FolderList>>;
  /** What a program (absolute) says its version is. It is run once for each file as it is, and may take seconds. */
  version(program: string): Promise<string | null>;
  /** The absolute path of a program, looked up in PATH when the name has no slash, in `cwd` when it is relative. */
  program(name: string, cwd: string): Promise<Result<string>>;
  /** The person's shell. */
  shell(): string;
  /** Where the demo agent is. */
  demoAgent(): DemoAgent;
  /** A new folder of the demo's own with these files (path below it -> content), for the user alone; gives its path. */
  makeProject(name: string, files: Readonly<Record<string, string>>): Promise<Result<string>>;
  /** The environment of a launch: the person's own, without what enclosing agents and terminals left in it. */
  environment(session: SessionId): Record<string, string>;
  /** Tells a small file's text now and at each change, null while there is none; gives what ends it. */
  followFile(path: string, listener: (text: string | null) => void): () => void;
  /** Whether the very process still runs: pid and start time. */
  isAlive(pid: number, startTime: string): boolean;

  onEvent(listener: (event: HostEvent) => void): () => void;
}

export type HostEvent =
  /** The pty host answers; these are all its sessions. Comes again after each reconnect. */
  | { kind: 'connected'; sessions: HostSession[] }
  /** The pty host does not answer. Its sessions may well run: nobody knows. */
  | { kind: 'disconnected'; reason: Failure }
  /** A session is new or changed: title, size, exit. */
  | { kind: 'session'; session: HostSession }
  | { kind: 'forgotten'; session: SessionId }
  | { kind: 'preview'; preview: Preview }
  /** The pictures on disk are getting old, and why; null when they are fresh again. */
  | { kind: 'snapshots'; problem: Failure | null };

export interface ViewerListener {
  /** An output or snapshot frame, as the page wants it. The bytes are the listener's to keep. */
  frame(frame: Uint8Array): void;
  notice(notice: ViewerNotice): void;
}

/** One terminal view of one session. */
export interface Viewer {
  /** The number that its frames carry; unique in this hub. */
  readonly id: number;
  readonly attached: Attached;
  /** An input or ack frame that carries this viewer's number. */
  send(frame: Uint8Array): void;
  resize(size: { sequence: number; cols: number; rows: number }): Promise<Result<null>>;
  visible(visible: boolean): Promise<Result<null>>;
  takeOver(size: { cols: number; rows: number }): Promise<Result<null>>;
  /** What its page looks like, for a program that asks; refused when it is not the owner. */
  appear(appearance: Appearance): Promise<Result<null>>;
  /** Whether the program has read what was sent before; false when it has not after a while. A failure when that was refused. */
  taken(): Promise<Result<boolean>>;
  /** Gives the terminal, for all who look, the modes and the empty screen of a new one. */
  reset(): Promise<Result<null>>;
  /** `said`: it left on purpose. Otherwise its page was lost, and may be back in a moment. */
  detach(how: { said: boolean }): Promise<Result<null>>;
}
