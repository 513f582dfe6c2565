import type { SessionId } from '#common/session.ts';
import type { Live } from '#app/live/live.ts';
import { createTerminalLink } from './terminal-link.ts';
import { createXtermScreen } from './xterm-screen.ts';

/** A drag of the window's edge settles for this long before the program is told, in milliseconds. */
const RESIZE_SETTLE_MS = 50;

/** Where the focus goes when it leaves the terminal by keyboard. */
export const LEAVE_TO = 'session-bar';

export interface OpenTerminalParts {
  room: HTMLElement;
  session: SessionId;
  live: Live;
  onRiskyPaste: (text: string) => void;
}

export interface OpenTerminal {
  focus(): void;
  /** Copies what is selected, if anything is. */
  copy(): void;
  paste(text: string): void;
  takeOver(): void;
  retry(): void;
  setScaled(reserve: number | null): void;
  close(): void;
}

/** Opens a terminal in `room` and ties it to its session, to the size of the room and to the page being seen. */
export function openTerminal({ room, session, live, onRiskyPaste }: OpenTerminalParts): OpenTerminal {
  const page = room.ownerDocument;
  const screen = createXtermScreen({
    room,
    onInput(bytes, isReport) {
      if (!isReport || link.owns()) link.type(bytes);
    },
    onRiskyPaste,
  });
  const link = createTerminalLink({
    session,
    client: live.clientId,
    connection: live.connection,
    screen,
    isVisible: () => page.visibilityState === 'visible',
    report: (facts) => live.terminals.update(session, facts),
  });

  let settling: ReturnType<typeof setTimeout> | undefined;
  const watcher = new ResizeObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      screen.roomChanged();
      link.fit();
    }, RESIZE_SETTLE_MS);
  });
  watcher.observe(room);
  page.addEventListener('visibilitychange', link.tellVisible);
  link.start();
  screen.focus();

  return {
    focus: screen.focus,
    copy: screen.copy,
    paste: screen.paste,
    takeOver: link.takeOver,
    retry: link.retry,
    setScaled(reserve) {
      screen.setScaled(reserve);
      if (reserve === null) link.fit();
    },
    close() {
      clearTimeout(settling);
      watcher.disconnect();
      page.removeEventListener('visibilitychange', link.tellVisible);
      link.close();
      screen.close();
      live.terminals.forget(session);
    },
  };
}
