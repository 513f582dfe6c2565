import { basename } from 'node:path';
import type { HostSession } from '#common/pty-host-protocol.ts';
import { firstRank, type HostId, type Session, type SessionId } from '#common/session.ts';
import { initialStatus, isOver, nextStatus, type Signal } from '#server/status/status.ts';
import { decodeTag, encodeTag } from './session-tag.ts';

/** What to do so that our rows say what is. */
export type Decision =
  /** The row becomes this; an adopted one is new. */
  | { readonly kind: 'row'; readonly session: Session }
  /** Written before its program was to start, which then never did: nothing half made stays. */
  | { readonly kind: 'remove'; readonly id: SessionId }
  /** The row was renamed while the pty host could not be told. */
  | { readonly kind: 'retag'; readonly id: SessionId; readonly tag: string };

export interface Evidence {
  /** Whether the very process runs: pid and start time. */
  readonly isAlive: (pid: number, startTime: string) => boolean;
  /** Whether a person asked for the end of a program whose end nobody reports. */
  readonly endAsked: (id: SessionId) => boolean;
  /** Whether the agents of a provider say in a live record what they do. */
  readonly keepsRecord: (provider: Session['provider']) => boolean;
  /** Unix time in milliseconds. */
  readonly now: number;
}

/**
 * Compares the rows of one host with what its pty host holds. Rows whose launch is under way (`launching`) are left
 * alone: their program may be started, but not yet in the list.
 */
export function reconcile(
  rows: readonly Session[],
  held: readonly HostSession[],
  { hostId, launching, ...evidence }: Evidence & { hostId: HostId; launching: ReadonlyMap<SessionId, unknown> },
): Decision[] {
  const decisions: Decision[] = [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const heldIds = new Set(held.map((each) => each.session));
  for (const each of held) {
    const row = byId.get(each.session);
    if (row === undefined) {
      decisions.push({ kind: 'row', session: adopt(each, hostId, evidence) });
      continue;
    }
    const session = observe(revive(row, each, evidence), each, evidence);
    if (session !== row) decisions.push({ kind: 'row', session });
    const tag = encodeTag(session);
    if (tag !== each.tag) decisions.push({ kind: 'retag', id: row.id, tag });
  }
  for (const row of rows) {
    if (heldIds.has(row.id) || launching.has(row.id)) continue;
    const decision = missing(row, evidence);
    if (decision !== null) decisions.push(decision);
  }
  return decisions;
}

/**
 * A row after what its pty host says of it; the same object when that is nothing new. The row's command stays: the pty
 * host tells only the beginning of a long one.
 */
export function observe(row: Session, held: HostSession, evidence: Evidence): Session {
  const { cwd, pid, pidStartTime } = held;
  const title = held.title === '' ? null : held.title;
  const { status, statusSince, statusDetail, exit } = nextStatus(row, signalOf(row, held, evidence), evidence.now);
  const next: Session = { ...row, cwd, pid, pidStartTime, title, status, statusSince, statusDetail, exit };
  const changed = (Object.keys(next) as (keyof Session)[]).filter((key) => next[key] !== row[key]);
  if (changed.length === 0) return row;
  // A title is not part of the row, and changes often: it must not make the row look new.
  return changed.every((key) => key === 'title') ? next : { ...next, updatedAt: evidence.now };
}

/** A session that runs without a row: the database was lost, or another client started it. */
export function adopt(held: HostSession, hostId: HostId, evidence: Evidence): Session {
  const tag = decodeTag(held.tag);
  const row: Session = {
    id: held.session,
    hostId,
    provider: tag?.provider ?? 'command',
    name: tag?.name ?? (basename(held.file) || held.file),
    cwd: held.cwd,
    command: { file: held.file, args: held.args },
    pid: held.pid,
    pidStartTime: held.pidStartTime,
    conversationId: tag?.conversationId ?? null,
    title: null,
    pinned: tag?.pinned ?? false,
    rank: tag?.rank ?? firstRank(tag?.createdAt ?? held.createdAt),
    createdAt: tag?.createdAt ?? held.createdAt,
    updatedAt: evidence.now,
    ...initialStatus(held.createdAt),
  };
  return observe(row, held, evidence);
}

/** A row that its pty host does not hold; null when the row is right already. */
export function missing(row: Session, { isAlive, endAsked, now }: Evidence): Decision | null {
  if (isOver(row)) return null;
  if (row.pid === null || row.pidStartTime === null) return { kind: 'remove', id: row.id };
  const signal: Signal = isAlive(row.pid, row.pidStartTime)
    ? { kind: 'terminal_lost', pid: row.pid }
    : { kind: 'gone', asked: endAsked(row.id) };
  const status = nextStatus(row, signal, now);
  return status === row ? null : { kind: 'row', session: { ...row, ...status, title: null, updatedAt: now } };
}

/** The pty host has the last word: a program it holds alive is not over, whatever we wrote down. */
function revive(row: Session, held: HostSession, { now }: Evidence): Session {
  if (held.state !== 'live' || !isOver(row)) return row;
  return { ...row, ...nextStatus(row, { kind: 'launched' }, now) };
}

function signalOf(row: Session, held: HostSession, { isAlive, endAsked, keepsRecord }: Evidence): Signal {
  if (held.state === 'live')
    return { kind: 'alive', provider: row.provider, withstood: held.withstood, keepsRecord: keepsRecord(row.provider) };
  if (held.exit !== null) return { kind: 'exited', exit: held.exit };
  return isAlive(held.pid, held.pidStartTime) ? { kind: 'terminal_lost', pid: held.pid } : { kind: 'gone', asked: endAsked(row.id) };
}
