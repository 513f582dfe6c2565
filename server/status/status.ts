import type { Exit, ProviderId, Session } from '#common/session.ts';

/** What the status engine knows of one session: the fields of a session that it owns. */
export type StatusState = Pick<Session, 'status' | 'statusSince' | 'statusDetail' | 'exit'>;

/** What was seen of a session's program, each with its source in its name. */
export type Signal =
  /** We are about to start a program: the only way out of `exited`. */
  | { readonly kind: 'launched' }
  /** The pty host says that the program runs; these of its processes withstood an ending, KILL included. */
  | { readonly kind: 'alive'; readonly provider: ProviderId; readonly withstood: readonly number[] }
  /** The pty host does not answer; `reason` is a whole sentence. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The pty host saw the program end. */
  | { readonly kind: 'exited'; readonly exit: Exit }
  /** The process is no more, and nobody saw how it ended. `asked`: a person had just asked for its end. */
  | { readonly kind: 'gone'; readonly asked: boolean }
  /** The very process runs (pid and start time), but no pty host holds its terminal. */
  | { readonly kind: 'terminal_lost'; readonly pid: number };

const UNREAD = "The program runs. Beckon does not read this agent's state yet.";
const UNSEEN = 'Ended while nobody watched.';
const ASKED_UNSEEN = 'Ended as you asked; its terminal was lost, so nobody saw how.';

/** The first state of a session whose program is about to start. */
export function initialStatus(now: number): StatusState {
  return { status: 'starting', statusSince: now, statusDetail: null, exit: null };
}

/**
 * The status after a signal; the same object when the signal changes nothing. `now` is Unix time in milliseconds.
 * `exited` is final but for a new launch; an end that nobody saw is filled in when somebody turns out to have seen it.
 */
export function nextStatus(state: StatusState, signal: Signal, now: number): StatusState {
  if (signal.kind === 'launched') return initialStatus(now);
  if (state.status === 'exited') {
    if (signal.kind !== 'exited' || !tellsMore(state.exit, signal.exit)) return state;
    return { ...state, statusDetail: exitDetail(signal.exit), exit: signal.exit };
  }
  if (signal.kind === 'exited')
    return { status: 'exited', statusSince: signal.exit.at, statusDetail: exitDetail(signal.exit), exit: signal.exit };
  if (signal.kind === 'gone') {
    return {
      status: 'exited',
      statusSince: now,
      statusDetail: signal.asked ? ASKED_UNSEEN : UNSEEN,
      exit: { code: null, signal: null, asked: signal.asked, at: now, leftovers: [] },
    };
  }
  if (signal.kind === 'unreachable') return become(state, 'unknown', signal.reason, now);
  if (signal.kind === 'terminal_lost') return become(state, 'unknown', lostDetail(signal.pid), now);
  const plain = isPlain(signal.provider);
  return become(state, plain ? 'running' : 'unknown', withstoodDetail(signal.withstood) ?? (plain ? null : UNREAD), now);
}

/** Whether the program is known to be over; everything else may still run. */
export function isOver(state: Pick<Session, 'status'>): boolean {
  return state.status === 'exited';
}

/** Whether its process was last seen without a terminal: nobody will report its end, it has to be looked for. */
export function isTerminalLost(session: StatusState & Pick<Session, 'pid'>): boolean {
  return session.status === 'unknown' && session.pid !== null && session.statusDetail === lostDetail(session.pid);
}

function lostDetail(pid: number): string {
  return `The program runs, but its terminal is lost (pid ${pid}).`;
}

/** Null when nothing withstood. */
function withstoodDetail(pids: readonly number[]): string | null {
  if (pids.length === 0) return null;
  const byHand = `by hand (sudo kill -9 ${pids.join(' ')}).`;
  if (pids.length === 1) return `It did not end: process ${pids[0]} withstands even KILL; it may belong to another user. End it ${byHand}`;
  return `It did not end: processes ${pids.join(', ')} withstand even KILL; they may belong to another user. End them ${byHand}`;
}

/** Programs without a state of their own to read: that the process lives is all there is to say. */
function isPlain(provider: ProviderId): boolean {
  return provider === 'shell' || provider === 'command';
}

function isUnseen(exit: Exit): boolean {
  return exit.code === null && exit.signal === null;
}

/** `statusSince` tells since when the status holds; another detail of the same status does not move it. */
function become(state: StatusState, status: Session['status'], detail: string | null, now: number): StatusState {
  if (state.status === status && state.statusDetail === detail) return state;
  return { status, statusSince: state.status === status ? state.statusSince : now, statusDetail: detail, exit: null };
}

/** How it ended is in `exit`; a detail is needed only where that says nothing. */
function exitDetail(exit: Exit): string | null {
  return isUnseen(exit) ? UNSEEN : null;
}

/** A later word on the same end: somebody saw it after all, or what it left running was looked at again. */
function tellsMore(known: Exit | null, heard: Exit): boolean {
  if (known === null || (isUnseen(known) && !isUnseen(heard))) return true;
  return known.at === heard.at && JSON.stringify(known.leftovers) !== JSON.stringify(heard.leftovers);
}
