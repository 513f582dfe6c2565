import type { Live } from '#app/live/live.ts';
import type { SessionId } from '#common/session.ts';
import type { ClipboardAnswer } from './clipboard-guard.ts';
import { createInputQueue } from './input-queue.ts';
import { mustAsk, safePaste } from './paste-text.ts';
import { type LinkTarget, openLink } from './link-target.ts';
import type { PreparedScreen } from './prepared-screen.ts';
import type { RowKey } from './row-keys.ts';
import { createTerminalClipboard } from './terminal-clipboard.ts';
import { createTerminalLink } from './terminal-link.ts';

/** A drag of the window's edge settles for this long before the program is told, in milliseconds. */
const RESIZE_SETTLE_MS = 50;

/** Who goes to a terminal is there by then, or does not come; in milliseconds. Until then it counts as seen. */
const APPROACH_MS = 1000;

export interface OpenTerminalParts {
  session: SessionId;
  live: Live;
  page: Document;
  prepared: PreparedScreen;
}

/** A link under the pointer, or one that was tapped. */
export interface ShownLink {
  readonly target: LinkTarget;
  readonly tapped: boolean;
}

/** What the place of a terminal shows for it. */
export interface TerminalPlace {
  /** Pasted text would run line by line: wants to be confirmed with `paste`. */
  onRiskyPaste: (text: string) => void;
  onLink: (link: ShownLink | null) => void;
}

const NOWHERE: TerminalPlace = { onRiskyPaste: () => {}, onLink: () => {} };

/** One terminal of the page, shown or hidden. It attaches when it is first shown: only a place has a size. */
export interface OpenTerminal {
  /** It will be shown in a moment: asks for its screen now, if it is known how large it will be. */
  approach(): void;
  /** Puts it into `element`, which it fills. */
  show(element: HTMLElement, place: TerminalPlace): void;
  /** Takes it out of its place. It goes on reading; the host hears that nobody sees it. */
  hide(): void;
  focus(): void;
  /** Copies what is selected, if anything is. */
  copy(): void;
  /** Pastes a text that was confirmed. */
  paste(text: string): void;
  cancelPaste(): void;
  /** What a person says to the program's wish to write to the clipboard. */
  answerClipboard(answer: ClipboardAnswer): void;
  /** What was said about that for good is taken back. */
  askAboutClipboard(): void;
  /** Types a key of the row above a keyboard on glass. */
  press(key: RowKey): void;
  /** Holds Ctrl for the next character that is typed; `used` is called when it came. Null lets go. */
  holdCtrl(used: (() => void) | null): void;
  takeOver(): void;
  reset(): void;
  retry(): void;
  setScaled(reserve: number | null): void;
  close(): void;
}

/** Ties a screen to its session, to the size of its place and to being seen. */
export function openTerminal({ session, live, page, prepared }: OpenTerminalParts): OpenTerminal {
  const { room, screen } = prepared;
  let place = NOWHERE;
  let opened: ReturnType<typeof open> | null = null;
  let approaching: ReturnType<typeof setTimeout> | null = null;

  function open() {
    screen.servedTo({
      onInput(bytes, isReport) {
        if (!isReport) input.key(bytes);
        else if (link.owns()) input.report(bytes);
      },
      onPaste(pasted) {
        const text = safePaste(pasted, screen.isBracketing());
        if (mustAsk(text, screen.isBracketing())) place.onRiskyPaste(text);
        else paste(text);
      },
      onClipboard: (data) => clipboard.request(data),
      onLink: (target) => place.onLink(target && { target, tapped: false }),
      onLinkClick(target, event) {
        if (matchMedia('(hover: none)').matches) place.onLink({ target, tapped: true });
        else if (event.ctrlKey || event.metaKey) openLink(target);
      },
      onLines(inView) {
        link.linesChanged();
        live.terminals.update(session, { loading: inView });
      },
      onDrawing: () => opened?.link.fit(),
    });
    const clipboard = createTerminalClipboard({ session, live, page, room, owns: () => link.owns() });
    const link = createTerminalLink({
      session,
      client: live.clientId,
      connection: live.connection,
      screen,
      expected: prepared.expected,
      isVisible: () => page.visibilityState === 'visible' && (room.isConnected || approaching !== null),
      report: (facts) => live.terminals.update(session, facts),
      now: () => performance.now(),
    });
    const input = createInputQueue({
      line: link,
      onProgress: (progress) => live.terminals.update(session, { paste: progress }),
      onNotSent: (why) => live.terminals.update(session, { notSent: why }),
    });
    function paste(text: string): void {
      screen.scrollToEnd();
      input.paste(text, screen.isBracketing());
    }
    link.start();
    return { link, input, paste, clipboard };
  }

  let settling: ReturnType<typeof setTimeout> | undefined;
  const watcher = new ResizeObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(fit, RESIZE_SETTLE_MS);
  });

  function fit(): void {
    // A hidden terminal has no size, and keeps the one it had.
    if (!opened || !room.isConnected) return;
    screen.roomChanged();
    opened.link.fit();
  }

  const stopFollowing = live.settings.store.subscribe(fit);
  const tellVisible = () => opened?.link.tellVisible();

  function endApproach(): void {
    if (approaching !== null) clearTimeout(approaching);
    approaching = null;
  }

  page.addEventListener('visibilitychange', tellVisible);

  return {
    approach() {
      if (opened || prepared.expected() === null) return;
      approaching = setTimeout(() => {
        endApproach();
        tellVisible();
      }, APPROACH_MS);
      opened = open();
    },
    show(element, shownAt) {
      place = shownAt;
      element.append(room);
      watcher.observe(room);
      screen.shown(); // before the link asks what fits
      if (opened) {
        if (approaching === null) tellVisible();
        opened.link.retry();
        fit();
      } else {
        screen.roomChanged();
        opened = open();
      }
      endApproach();
      screen.focus();
    },
    hide() {
      clearTimeout(settling);
      watcher.disconnect();
      // A removed element says nothing of its focus going.
      screen.blur();
      room.remove();
      screen.hidden();
      place = NOWHERE;
      screen.holdCtrl(null);
      tellVisible();
    },
    focus: () => screen.focus(),
    copy: () => screen.copy(),
    paste: (text) => opened?.paste(text),
    answerClipboard: (answer) => opened?.clipboard.answer(answer),
    askAboutClipboard: () => opened?.clipboard.askAgain(),
    cancelPaste: () => opened?.input.cancelPaste(),
    press: (key) => screen.press(key),
    holdCtrl: (used) => screen.holdCtrl(used),
    takeOver: () => opened?.link.takeOver(),
    reset: () => opened?.link.reset(),
    retry: () => opened?.link.retry(),
    setScaled(reserve) {
      screen.setScaled(reserve);
      if (reserve === null) opened?.link.fit();
    },
    close() {
      clearTimeout(settling);
      endApproach();
      watcher.disconnect();
      stopFollowing();
      page.removeEventListener('visibilitychange', tellVisible);
      opened?.link.close();
      screen.close();
      room.remove();
      live.terminals.forget(session);
    },
  };
}
