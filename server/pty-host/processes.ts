import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Exit } from '#common/session.ts';
import { statFields } from '#server/process/identity.ts';

/** Which processes belong to a session: by terminal session id, and by the mark in their environment. */

/** The variable that every process of a session inherits; with it, one that escaped its terminal is still found. */
export const SESSION_MARK = 'BECKON_SESSION_ID';

const LEFTOVERS_MAX = 50;
const COMMAND_MAX = 500;

/**
 * Living processes whose terminal session is that of `leader`, the program that node-pty started (it made it a session
 * leader, so its pid is the session's id). A recycled pid cannot be meant: the kernel reuses no pid that is still in
 * use as a session id. A child of ours with that pid counts as well: between its fork and its setsid it leads no session yet,
 * and an ending that found nobody then would be over before it began.
 */
export async function terminalSession(leader: number): Promise<number[]> {
  if (process.platform !== 'linux') return descendants(leader);
  const found: number[] = [];
  for (const pid of await allPids()) {
    const stat = await livingStat(pid);
    if (stat?.[3] === String(leader) || (pid === leader && stat?.[1] === String(process.pid))) found.push(pid);
  }
  return found;
}

/** Living processes that carry the session's mark. Linux shows environments; elsewhere none are found. */
export async function markedProcesses(session: string): Promise<Exit['leftovers']> {
  if (process.platform !== 'linux') return [];
  const mark = Buffer.from(`${SESSION_MARK}=${session}\0`);
  const found: Exit['leftovers'] = [];
  for (const pid of await allPids()) {
    if (found.length >= LEFTOVERS_MAX) break;
    const isMarked = (await readProc(pid, 'environ'))?.includes(mark) === true;
    if (isMarked && (await livingStat(pid)) !== null) found.push({ pid, command: await commandLine(pid) });
  }
  return found;
}

/** Signals a process that may be gone already. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || (error.code !== 'ESRCH' && error.code !== 'EPERM')) throw error;
  }
}

async function allPids(): Promise<number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** The fields of its `stat`; null when it is gone, or only waits to be reaped. */
async function livingStat(pid: number): Promise<string[] | null> {
  const stat = await readProc(pid, 'stat');
  const fields = stat === null ? null : statFields(stat.toString('latin1'));
  return fields === null || fields[0] === 'Z' || fields[0] === 'X' ? null : fields;
}

async function readProc(pid: number, name: string): Promise<Buffer | null> {
  try {
    return await readFile(`/proc/${pid}/${name}`);
  } catch {
    return null; // ended meanwhile, or another user's
  }
}

async function commandLine(pid: number): Promise<string> {
  const words = (await readProc(pid, 'cmdline'))?.toString('utf8').split('\0') ?? [];
  return words
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, COMMAND_MAX);
}

/** Where there is no /proc: the leader and all its descendants. */
async function descendants(leader: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  const rows = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length === 3 && !row[2]?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
  const found = rows.filter((row) => row.pid === leader).map((row) => row.pid);
  for (let at = 0; at < found.length; at += 1) {
    for (const row of rows) if (row.parent === found[at]) found.push(row.pid);
  }
  return found;
}
