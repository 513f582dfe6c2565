import type { ScreenText } from '#common/api.ts';
import type { Preview } from '#common/preview.ts';
import type { Attach, Attached, HostSession } from '#common/pty-host-protocol.ts';
import { failure, type Result, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import type { Picture } from './screen-messages.ts';
import type { ScreenListener } from './screen-terminal.ts';
import type { Screen, Screens } from './screens.ts';
import type { Snapshots } from './snapshots.ts';
import type { ViewerSink } from './viewer.ts';

/** Sessions of which only the picture on disk is left: they ended, or they went with an earlier pty host. */
export class StoredSessions {
  readonly #snapshots: Snapshots;
  readonly #screens: Screens;
  readonly #infos = new Map<SessionId, HostSession>();

  constructor(snapshots: Snapshots, screens: Screens) {
    this.#snapshots = snapshots;
    this.#screens = screens;
  }

  /** Takes up the pictures of an earlier pty host. Gives what could not be read. */
  async restore(): Promise<string[]> {
    const { pictures, problems } = await this.#snapshots.list();
    for (const info of pictures) this.add({ ...info, state: info.exit === null ? 'lost' : 'ended' });
    return problems;
  }

  get(session: SessionId): HostSession | undefined {
    return this.#infos.get(session);
  }

  all(): HostSession[] {
    return [...this.#infos.values()];
  }

  add(info: HostSession): void {
    this.#infos.set(info.session, info);
  }

  /** Forgets what is known of it; the file is the picture keeper's. */
  remove(session: SessionId): boolean {
    return this.#infos.delete(session);
  }

  async text(session: SessionId, options: { scrollback: boolean }): Promise<Result<ScreenText>> {
    const stored = await this.#read(session);
    if (!stored.ok) return stored;
    const screen = this.#open(stored.value.picture, () => undefined);
    const text = await screen.text(options);
    screen.close();
    return text.ok ? success({ ...text.value, title: stored.value.info.title }) : text;
  }

  /** Tells the preview once: a stored picture changes no more. */
  async watch(session: SessionId, watcher: (preview: Preview) => void): Promise<Result<() => void>> {
    const stored = await this.#read(session);
    if (!stored.ok) return stored;
    const screen = this.#open(stored.value.picture, ({ count, rows }) => {
      watcher({ session, count, rows });
      screen.close();
    });
    screen.preview(true);
    return success(() => screen.close());
  }

  /** `begin` sends the picture and the end; there is nothing more to follow. */
  async attach(attach: Attach, sink: ViewerSink): Promise<Result<{ reply: Attached; begin: () => void }>> {
    const stored = await this.#read(attach.session);
    if (!stored.ok) return stored;
    const { info, picture } = stored.value;
    const { cols, rows } = picture;
    const begin = () => {
      sink.snapshot(attach.viewer, picture, 0);
      sink.notice(attach.viewer, { kind: 'ended', exit: info.exit });
    };
    return success({ reply: { epoch: info.epoch, from: 'snapshot', cols, rows, owner: false, state: info.state }, begin });
  }

  #open(picture: Picture, preview: ScreenListener['preview']): Screen {
    const size = { cols: picture.cols, rows: picture.rows, offset: 0, replay: new Uint8Array(picture.data) };
    const nobody = { parsed: () => undefined, answer: () => undefined, title: () => undefined };
    return this.#screens.open(size, { ...nobody, preview, rebuild: () => size });
  }

  async #read(session: SessionId): Promise<Result<{ info: HostSession; picture: Picture }>> {
    const info = this.#infos.get(session);
    if (info === undefined) return unknownSession(session);
    const stored = await this.#snapshots.read(session);
    if (!stored.ok) return stored;
    if (stored.value === null) {
      return failure('screen_unavailable', 'The last screen of this session is no longer on disk. Dismiss it.');
    }
    return success({ info, picture: stored.value.picture });
  }
}

export function unknownSession(session: SessionId): Result<never> {
  return failure('session_unknown', `There is no session ${session}. It may have been dismissed.`);
}
