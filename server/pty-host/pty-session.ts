import type { ScreenText } from '#common/api.ts';
import type { Appearance } from '#common/appearance.ts';
import { ANSWERS_PER_SECOND, ARGS_KEPT, INPUT_UNREAD_MAX, TYPING_MS } from '#common/limits.ts';
import type { Preview } from '#common/preview.ts';
import type { Attach, Attached, HostSession, Launch } from '#common/pty-host-protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import type { Exit } from '#common/session.ts';
import type { Beat } from './beat.ts';
import type { Pty } from './pty.ts';
import type { Picture } from './screen-messages.ts';
import type { Screens } from './screens.ts';
import { SessionInput } from './session-input.ts';
import { SessionOutput } from './session-output.ts';
import type { Typing } from './typing.ts';
import type { Viewer, ViewerSink } from './viewer.ts';
import { Viewers } from './viewers.ts';

export interface PtySessionOptions {
  readonly launch: Launch;
  readonly epoch: number;
  readonly pty: Pty;
  readonly pidStartTime: string;
  readonly screens: Screens;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Unix milliseconds. */
  readonly today: () => number;
  /** Processes the program left running, asked when it has ended. */
  readonly leftovers: () => Promise<Exit['leftovers']>;
  /** Title, grid, tag or state changed. */
  readonly changed: (session: PtySession) => void;
  /** Of all sessions of this host. */
  readonly typing: Typing;
  readonly beat: Beat;
  /** What the page that told it last looks like: that of a session whose own has not told it yet, mostly. */
  readonly appearance: { last: Appearance };
}

/** One program in one PTY: what it is, what it prints, who looks, what is typed, how it ended. */
export class PtySession {
  readonly epoch: number;
  /** Who looks; also the way to resize, take over and acknowledge. */
  readonly viewers: Viewers;
  readonly input: SessionInput;
  readonly #options: PtySessionOptions;
  readonly #pty: Pty;
  readonly #output: SessionOutput;
  readonly #createdAt: number;
  readonly #args: string[];
  #tag: string;
  /** When the program began or was told something last: what it prints now may be its answer. */
  #heardAt: number;
  #title = '';
  #exit: Exit | null = null;
  #withstood: number[] = [];
  #endAsked = false;
  #settled = false;
  #firstInput: string | null;
  #answers = { since: 0, bytes: 0 };
  readonly #watchers = new Set<(preview: Preview) => void>();

  constructor(options: PtySessionOptions) {
    const { launch, pty, screens } = options;
    this.epoch = options.epoch;
    this.#options = options;
    this.#pty = pty;
    this.#tag = launch.tag;
    this.#firstInput = launch.firstInput ?? null;
    this.#createdAt = options.today();
    this.#heardAt = options.now();
    this.#args = shortened(launch.args);
    this.#output = new SessionOutput({
      pty,
      screens,
      cols: launch.cols,
      rows: launch.rows,
      appearance: options.appearance.last,
      flushed: () => this.viewers.pumpAll(),
      beat: options.beat,
      isAwaited: () => options.now() - this.#heardAt < TYPING_MS,
      yields: () => options.typing.isElsewhere(this),
      answer: (text) => this.#answerQuery(text),
      title: (title) => this.#setTitle(title),
      preview: ({ count, rows }) => {
        for (const watcher of this.#watchers) watcher({ session: launch.session, count, rows });
      },
    });
    this.viewers = new Viewers({
      output: this.#output,
      now: options.now,
      exit: () => this.#exit,
      resized: () => options.changed(this),
      left: (viewer) => this.input.left(viewer),
    });
    this.input = new SessionInput({
      pty,
      isOver: () => this.#exit !== null,
      mayType: (viewer) => this.viewers.mayType(viewer),
      typed: () => {
        this.#heardAt = options.now();
        options.typing.key(this);
      },
    });
    pty.onData((bytes) => this.#take(bytes));
    pty.onExit((exit) => this.#ended(exit));
  }

  get info(): HostSession {
    const { launch, pidStartTime } = this.#options;
    return {
      session: launch.session,
      tag: this.#tag,
      epoch: this.epoch,
      pid: this.#pty.pid,
      pidStartTime,
      file: launch.file,
      args: this.#args,
      cwd: launch.cwd,
      cols: this.#output.cols,
      rows: this.#output.rows,
      title: this.#title,
      createdAt: this.#createdAt,
      state: this.#exit === null ? 'live' : 'ended',
      exit: this.#exit,
      withstood: this.#withstood,
    };
  }

  /** Differs whenever what is kept on disk of this session would be different. */
  get mark(): string {
    return `${this.#output.mark} ${this.#exit?.leftovers.length ?? 'live'} ${this.#tag}`;
  }

  /** It has ended, and what it left running is known: nothing more will be told of it. */
  get settled(): boolean {
    return this.#settled;
  }

  retag(tag: string): void {
    this.#tag = tag;
    this.#options.changed(this);
  }

  picture(): Promise<Result<Picture>> {
    return this.#output.picture();
  }

  async text(options: { scrollback: boolean }): Promise<Result<ScreenText>> {
    const text = await this.#output.text(options);
    return text.ok ? success({ ...text.value, title: this.#title }) : text;
  }

  /** Tells previews from now on, to everybody a whole one first; gives what ends it. */
  watch(watcher: (preview: Preview) => void): () => void {
    this.#watchers.add(watcher);
    this.#output.preview(true);
    return () => {
      if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.#output.preview(false);
    };
  }

  attach(attach: Attach, sink: ViewerSink): { viewer: Viewer; reply: Attached } {
    const viewer = this.viewers.attach(attach, sink, attach.epoch === this.epoch);
    if (attach.visible) this.#options.typing.key(this); // a person is here, and a key will follow
    const { cols, rows } = this.#output;
    const reply: Attached = {
      epoch: this.epoch,
      from: viewer.live ? 'resume' : 'snapshot',
      cols,
      rows,
      owner: this.viewers.isOwner(viewer),
      state: this.info.state,
      input: this.input.attached(viewer),
    };
    return { viewer, reply };
  }

  /** What the owner's page looks like: what a program hears that asks, until there is another owner that tells it. */
  appear(viewer: Viewer, appearance: Appearance): Result<null> {
    if (!this.viewers.isOwner(viewer))
      return failure('not_owner', 'Another window owns this terminal; programs hear what that one looks like.');
    this.#options.appearance.last = appearance;
    this.#output.appear(appearance);
    return success(null);
  }

  /** For all who look, now and later. The program hears nothing of it, but is made to draw anew if this viewer owns its size. */
  reset(viewer: Viewer): Result<null> {
    if (this.#exit !== null) return failure('session_exited', 'The program has ended. Its last screen stays as it is.');
    this.#output.reset();
    if (this.viewers.isOwner(viewer)) this.#output.askForRedraw();
    return success(null);
  }

  /** A person asked for the end; what comes of it is no failure. */
  endAsked(): void {
    this.#endAsked = true;
  }

  /** An ending has run its course: these processes are still there. What else is left running is what escaped it. */
  endingRan(withstood: number[]): void {
    if (withstood.join() !== this.#withstood.join()) {
      this.#withstood = withstood;
      this.#options.changed(this);
    }
    void this.#lookForLeftovers();
  }

  /** Says goodbye to every viewer, if there are any, and gives the screen back. */
  close(reason: Failure | null): void {
    this.viewers.close(reason);
    this.input.close();
    this.#output.close();
  }

  #take(bytes: Uint8Array): void {
    this.#output.take(bytes);
    if (this.#firstInput === null) return;
    const text = this.#firstInput;
    this.#firstInput = null;
    this.input.text(text);
  }

  #answerQuery(text: string): void {
    if (this.#exit !== null) return;
    const now = this.#options.now();
    if (now - this.#answers.since >= 1000) this.#answers = { since: now, bytes: 0 };
    this.#answers.bytes += text.length;
    // A program that asks and does not read gets no more: its answers would only pile up.
    if (this.#pty.unread > INPUT_UNREAD_MAX) return;
    if (this.#answers.bytes > ANSWERS_PER_SECOND) return;
    this.#heardAt = now;
    this.input.answer(text);
  }

  #setTitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.#options.changed(this);
  }

  #ended(exit: { code: number | null; signal: string | null }): void {
    this.#exit = { ...exit, asked: this.#endAsked, at: this.#options.today(), leftovers: [] };
    this.#withstood = [];
    this.#output.end();
    this.input.close();
    this.#options.changed(this);
    void this.#lookForLeftovers();
  }

  async #lookForLeftovers(): Promise<void> {
    if (this.#exit === null) return;
    const leftovers = await this.#options.leftovers();
    this.#settled = true;
    if (JSON.stringify(leftovers) === JSON.stringify(this.#exit.leftovers)) return;
    this.#exit = { ...this.#exit, leftovers };
    this.#options.changed(this);
  }
}

/** As many arguments, and as much of the last, as fit together into ARGS_KEPT characters. */
function shortened(args: readonly string[]): string[] {
  const kept: string[] = [];
  let room = ARGS_KEPT;
  for (const each of args) {
    if (room <= 0) break;
    kept.push(each.slice(0, room));
    room -= each.length;
  }
  return kept;
}
