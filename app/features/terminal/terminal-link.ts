import { decodeFrame, encodeAck, encodeInput, encodeMore, FRAME_LINES } from '#common/frames.ts';
import { COLS_DEFAULT, ROWS_DEFAULT } from '#common/limits.ts';
import type { PageReply } from '#common/protocol.ts';
import { failure, type Result } from '#common/result.ts';
import type { ViewerNotice } from '#common/pty-host-protocol.ts';
import type { SessionId } from '#common/session.ts';
import type { Connection } from '#app/live/connection.ts';
import type { TerminalFacts } from '#app/live/terminal-facts.ts';
import { atNothing, awaitsAll, type Position, parsedTo, take } from './stream-position.ts';
import type { Grid, Screen } from './screen.ts';
import { createMissingLines } from './missing-lines.ts';
import { createLinkInput } from './link-input.ts';
import type { InputKind } from './sent-input.ts';
import { createToldAppearance } from './told-appearance.ts';

export interface TerminalLinkParts {
  session: SessionId;
  /** Names this tab over reconnects. */
  client: string;
  connection: Connection;
  screen: Screen;
  /** The grid that will fit the room, as long as there is none; null when that is not known. */
  expected: () => Grid | null;
  isVisible: () => boolean;
  report: (facts: Partial<TerminalFacts>) => void;
  /** Monotonic milliseconds. */
  now: () => number;
}

/** Ties one terminal to one session: attaches, follows its output, types into it, again after each reconnect. */
export interface TerminalLink {
  start(): void;
  close(): void;
  /**
   * Types; whether it was sent, or will be: what is typed while an attach is awaited waits for it. What cannot be sent
   * otherwise is not kept, and the reason is reported. What was under way when a connection was lost is sent again with the
   * next, or is reported.
   */
  type(bytes: Uint8Array, kind?: InputKind): boolean;
  /** Whether the program has read what was typed; false when it has not after a while. A failure when it will not. */
  taken(): Promise<Result<boolean>>;
  /** Another number each time what was typed may not have come through: its viewer is no more, or it was dropped. */
  losses(): number;
  /** If this viewer owns the terminal: tells how it looks, and asks for the grid that fits the room. */
  fit(): void;
  takeOver(): void;
  /** Gives the terminal, for all who look, the modes and the empty screen of a new one. */
  reset(): void;
  tellVisible(): void;
  /** Missing lines came, or are not needed any more. */
  linesChanged(): void;
  /** Attaches again after a failure. */
  retry(): void;
  owns(): boolean;
}

export function createTerminalLink(parts: TerminalLinkParts): TerminalLink {
  const { session, client, connection, screen, expected, isVisible, report, now } = parts;
  let viewer: number | null = null;
  let losses = 0;
  let position: Position | null = null;
  /** Epoch of the program that had what was typed last. */
  let typedInto: number | null = null;
  let attaching: Promise<unknown> | null = null;
  let closed = false;
  let ended = false;
  let owner: TerminalFacts['owner'] = 'nobody';
  let grid: Grid | null = null;
  let asked: Grid | null = null;
  let resizeSequence = 0;
  let stopListening: (() => void) | null = null;

  const input = createLinkInput({
    transmit: (sequence, bytes) => viewer !== null && connection.sendFrame(encodeInput(viewer, sequence, bytes)),
    // The terminal has the focus before the answer to its attach is there.
    isOpening: () => viewer === null && attaching !== null && connection.state.getState().kind === 'connected',
    isOver: () => ended,
    owns: () => owner === 'self',
    report: (notSent) => report({ notSent }),
    now,
  });
  const missing = createMissingLines({
    screen,
    tell: ({ numbering, before }) => viewer !== null && connection.sendFrame(encodeMore(viewer, numbering, before)),
    isBehind: () => position !== null && position.parsed !== position.received,
    lost: attachAfresh,
  });
  const look = createToldAppearance(screen.appearance, (to, appearance) => connection.send('terminal:appear', { viewer: to, appearance }));

  async function attach(): Promise<void> {
    if (closed || attaching !== null || viewer !== null || connection.state.getState().kind !== 'connected') return;
    report({ phase: 'attaching', problem: null });
    const size = screen.proposal() ?? expected() ?? { cols: COLS_DEFAULT, rows: ROWS_DEFAULT };
    const from =
      position && position.received !== null ? { epoch: position.epoch, offset: position.received, checksum: position.checksum } : {};
    const visible = isVisible();
    const answer = connection.attach({ session, client, ...size, visible, ...from }, { attached, frame, notice });
    attaching = answer;
    const result = await answer;
    attaching = null;
    if (closed) return letGo({ said: true });
    if (result.ok) return void (isVisible() !== visible && tellVisible());
    if (result.error.code !== 'hub_unreachable') {
      if (input.dropped(false)) losses += 1;
      return report({ phase: 'failed', problem: result.error });
    }
    if (input.dropped(true)) losses += 1;
    // Lost while it asked. The next connect attaches again; when that came first, this is its turn.
    void attach();
  }

  function attached(value: PageReply<'terminal:attach'>): void {
    viewer = value.viewer;
    if (closed) return;
    resizeSequence = 0;
    asked = null;
    ended = value.state !== 'live';
    owner = value.owner ? 'self' : 'other';
    grid = { cols: value.cols, rows: value.rows };
    const isSame = typedInto === null || typedInto === value.epoch;
    typedInto = value.epoch;
    if (value.from === 'snapshot' || position?.epoch !== value.epoch) position = atNothing(value.epoch);
    else resumed(grid);
    report({
      phase: 'attached',
      problem: null,
      owner,
      grid,
      stale: false,
      ended: ended ? { exit: null } : null,
      lost: value.state === 'lost',
    });
    fit();
    input.attached(isSame ? value.input : value.input && null, isSame && value.owner && !ended);
  }

  function resumed(size: Grid): void {
    screen.resize(size);
    missing.resumed();
  }

  function frame(bytes: Uint8Array): void {
    const decoded = decodeFrame(bytes);
    if (!decoded || !position || closed) return;
    if (decoded.type === FRAME_LINES) return missing.take(decoded);
    const step = take(position, decoded);
    if (step.kind === 'gap') return attachAfresh();
    if (step.kind === 'write') {
      const here = position;
      screen.write(step.data, () => acknowledge(here, step.end));
    }
    if (step.kind === 'restore') {
      const here = step.position;
      position = here;
      grid = { cols: step.cols, rows: step.rows };
      report({ grid, stale: false });
      missing.pictureGiven();
      screen.restore({ grid, data: step.data, above: step.above }, () => {
        acknowledge(here, step.offset);
        missing.pictureRead(step.above !== null);
      });
    }
  }

  function acknowledge(here: Position, end: number): void {
    if (here !== position) return;
    tellParsed(parsedTo(here, end));
    missing.parsed();
  }

  function tellParsed(offset: number | null): void {
    if (offset !== null && viewer !== null) connection.sendFrame(encodeAck(viewer, offset));
  }

  /** Bytes are missing: lets go of the viewer, but not of what it owns, and asks for a new picture. */
  function attachAfresh(): void {
    letGo({ said: false });
    position = null;
    void attach();
  }

  function letGo(how: { said: boolean }): void {
    if (viewer === null) return;
    connection.release(viewer);
    // The answer does not matter: the number is not used again, and the hub lets go of it at the latest with the connection.
    void connection.send('terminal:detach', { viewer, ...how });
    noViewer();
  }

  function noViewer(): void {
    if (viewer !== null) losses += 1;
    viewer = null;
  }

  function notice(one: ViewerNotice): void {
    if (closed) return;
    switch (one.kind) {
      case 'resized':
        grid = { cols: one.cols, rows: one.rows };
        asked = null;
        screen.resize(grid);
        return report({ grid });
      case 'owner':
        owner = one.owner;
        report({ owner });
        if (owner === 'self') input.owned();
        else look.forget();
        return fit();
      case 'typed':
        return input.taken(one.sequence);
      case 'refused':
        input.refused(one.sequence);
        return report({ notSent: one.error.message });
      case 'stale':
        if (position !== null) tellParsed(awaitsAll(position));
        return report({ stale: true });
      case 'ended':
        ended = true;
        return report({ ended: { exit: one.exit }, stale: false });
      case 'closed':
        if (viewer !== null) connection.release(viewer);
        noViewer();
        return report({ phase: 'failed', problem: one.error });
    }
  }

  function tellVisible(): void {
    if (viewer !== null) void connection.send('terminal:visible', { viewer, visible: isVisible() });
  }

  function fit(): void {
    if (viewer === null || owner !== 'self' || ended) return;
    look.tell(viewer);
    const size = screen.proposal();
    const now = asked ?? grid;
    if (!size || (now && now.cols === size.cols && now.rows === size.rows)) return;
    asked = size;
    resizeSequence += 1;
    void connection.send('terminal:resize', { viewer, sequence: resizeSequence, ...size }).then((result) => {
      if (result.ok || asked !== size) return;
      // Refused, because another took over or the program ended: a notice says so. The grid stays as it is.
      asked = null;
    });
  }

  async function taken(): Promise<Result<boolean>> {
    if (viewer === null) await attaching;
    if (viewer === null) return failure('hub_unreachable', 'The server was lost.');
    return connection.send('terminal:taken', { viewer });
  }

  function takeOver(): void {
    const size = screen.proposal() ?? grid;
    if (viewer === null || !size)
      return report({ notSent: 'Not connected, so the terminal was not taken over. Try again when the server is back.' });
    void connection.send('terminal:take-over', { viewer, ...size }).then((result) => {
      if (!result.ok && !closed) report({ notSent: result.error.message });
    });
  }

  function reset(): void {
    if (viewer === null) return report({ notSent: 'Not connected, so the terminal was not reset.' });
    void connection.send('terminal:reset', { viewer }).then((result) => {
      if (result.ok || closed) return;
      const isOlder = result.error.code === 'invalid_request';
      report({ notSent: isOlder ? 'An older version of Beckon holds this session; it cannot reset a terminal.' : result.error.message });
    });
  }

  return {
    start() {
      stopListening = connection.state.subscribe((state) => {
        if (state.kind === 'connected') return void attach();
        noViewer();
        if (input.dropped(true)) losses += 1;
        report({ phase: 'attaching', problem: null });
      });
      void attach();
    },
    close() {
      closed = true;
      stopListening?.();
      letGo({ said: true });
    },
    type: input.type,
    taken,
    losses: () => losses,
    fit,
    takeOver,
    reset,
    tellVisible,
    linesChanged: missing.changed,
    retry: () => void attach(),
    owns: () => viewer !== null && owner === 'self' && !ended,
  };
}
