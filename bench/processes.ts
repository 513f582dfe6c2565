import { readdirSync, readFileSync } from 'node:fs';

// What Linux tells of a process. Sizes in bytes, times in milliseconds.

export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2)); // nobody may be there to reap a zombie
  } catch {
    return false; // gone
  }
}

/** Its share of memory: pages that several processes have are divided among them. */
export function proportionalSize(pid: number): number {
  return field(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'), 'Pss');
}

export function residentSize(pid: number): number {
  return field(readFileSync(`/proc/${pid}/status`, 'latin1'), 'VmRSS');
}

/** Time its threads spent on a core so far. */
export function coreTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [onCore] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ');
    nanoseconds += Number(onCore);
  }
  return nanoseconds / 1e6;
}

function field(text: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  if (kilobytes === undefined) throw new Error(`This system does not tell ${name} of a process.`);
  return Number(kilobytes) * 1024;
}
