import type { Exit, ProviderId, Session } from '#common/session.ts';
import type { LiveRecord } from './live-record.ts';

/** What the status engine knows of one session: the fields of a session that it owns. */
export type StatusState = Pick<Session, 'status' | 'statusSince' | 'statusDetail' | 'exit'>;

/** What was seen of a session's program, each with its source in its name. */
export type Signal =
  /** We are about to start a program: the only way out of `exited`. */
  | { readonly kind: 'launched' }
  /**
   * The pty host says that the program runs; these of its processes withstood an ending, KILL included. `keepsRecord`: what it
   * does is said by its live record, and not for the pty host to say.
   */
  | { readonly kind: 'alive'; readonly provider: ProviderId; readonly withstood: readonly number[]; readonly keepsRecord?: boolean }
  /** The agent's own live record says what it does. */
  | { readonly kind: 'record'; readonly record: LiveRecord }
  /**
   * The agent runs, and for a while its live record has said nothing: it is `missing`, is there but has `no_status`, or is
   * `not_understood`.
   */
  | { readonly kind: 'record_silent'; readonly how: 'missing' | 'no_status' | 'not_understood' }
  /** The pty host does not answer; `reason` is a whole sentence. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The pty host saw the program end. */
  | { readonly kind: 'exited'; readonly exit: Exit }
  /** The process is no more, and nobody saw how it ended. `asked`: a person had just asked for its end. */
  | { readonly kind: 'gone'; readonly asked: boolean }
  /** The very process runs (pid and start time), but no pty host holds its terminal. */
  | { readonly kind: 'terminal_lost'; readonly pid: number };

const UNREAD = "The program runs. Beckon does not read this agent's state yet.";
const NO_WORD = 'The program runs. Beckon has no word from the agent yet.';
const AT_START = 'It has not begun yet. It may ask something first: look at its terminal.';
const RECORD_GONE = 'The program runs, but its live record is gone.';
const RECORD_STRANGE = 'The program runs, but Beckon does not understand its live record. The agent may be newer than this Beckon.';
const BACKGROUND = 'A command of its own runs on in the background.';

/** What it waits for at a prompt that a person must allow. */
const ASKS_PERMISSION: ReadonlySet<string> = new Set(['permission prompt', 'sandbox request', 'worker request']);
/** A question and a plan come with the word `permission prompt` too: which of the three it is, the record does not tell. */
const ASKS_SOMETHING = 'It asks something in its terminal: a permission, a question or a plan.';
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
  if (signal.kind === 'record') return recorded(state, signal.record, now);
  if (signal.kind === 'record_silent') return silent(state, signal.how, now);
  if (signal.keepsRecord === true) return aliveWithRecord(state, signal.withstood, now);
  const plain = isPlain(signal.provider);
  return become(state, plain ? 'running' : 'unknown', withstoodDetail(signal.withstood) ?? (plain ? null : UNREAD), now);
}

/** What the agent says of itself, in our words. */
function recorded(state: StatusState, { status, waitingFor }: LiveRecord, now: number): StatusState {
  switch (status) {
    case undefined:
      return state;
    case 'busy':
      return become(state, 'running', null, now);
    case 'idle':
      return become(state, 'waiting_input', null, now);
    case 'shell':
      return become(state, 'waiting_input', BACKGROUND, now);
    case 'waiting': {
      const what = waitingFor ?? 'no reason given';
      const asks = ASKS_PERMISSION.has(what);
      const detail = what === 'permission prompt' ? ASKS_SOMETHING : `It asks in its terminal (${what}).`;
      return become(state, asks ? 'waiting_permission' : 'waiting_input', detail, now);
    }
  }
}

/** A start-up question comes before the record and before its status; later, a record that goes or cannot be read is unknown. */
function silent(state: StatusState, how: Extract<Signal, { kind: 'record_silent' }>['how'], now: number): StatusState {
  if (how === 'not_understood') return become(state, 'unknown', RECORD_STRANGE, now);
  if (how === 'no_status' || state.status === 'starting' || state.statusDetail === AT_START)
    return become(state, 'waiting_input', AT_START, now);
  return become(state, 'unknown', RECORD_GONE, now);
}

/** That it lives says nothing of what it does: its last word stands, until it says another. */
function aliveWithRecord(state: StatusState, withstood: readonly number[], now: number): StatusState {
  const detail = withstoodDetail(withstood);
  if (detail !== null) return become(state, state.status, detail, now);
  if (state.statusDetail?.startsWith(WITHSTOOD) === true) return become(state, state.status, null, now);
  return state.status === 'unknown' && state.statusDetail !== RECORD_GONE && state.statusDetail !== RECORD_STRANGE
    ? become(state, 'unknown', NO_WORD, now)
    : state;
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

const WITHSTOOD = 'It did not end:';

/** Null when nothing withstood. */
function withstoodDetail(pids: readonly number[]): string | null {
  if (pids.length === 0) return null;
  const byHand = `by hand (sudo kill -9 ${pids.join(' ')}).`;
  if (pids.length === 1) return `${WITHSTOOD} process ${pids[0]} withstands even KILL; it may belong to another user. End it ${byHand}`;
  return `${WITHSTOOD} processes ${pids.join(', ')} withstand even KILL; they may belong to another user. End them ${byHand}`;
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
