import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Round, Subject } from './measures.ts';
import { coreTime } from './processes.ts';
import { pause, type Terminal, untilText } from './terminal.ts';

/** How many sessions print at once, and how long they are watched, in milliseconds. */
const SESSIONS = 50;
const WATCHED_MS = 5000;
/** Until what runs often is compiled, in milliseconds. */
const SETTLE_MS = 6000;
const AT_ONCE = 5;

/** Draws thirty lines anew ten times a second, 2.2 KB each time, without starting a program for it. */
const REDRAW = `i=0
while :; do
  i=$((i + 1)) s=$'\\e[H'
  for l in {1..30}; do
    s+="$l step $i "$'\\e['$((31 + (i + l) % 7))"m0123456789 0123456789 0123456789 0123456789"$'\\e[0m\\e[K'
    ((l < 30)) && s+=$'\\r\\n'
  done
  printf '%s' "$s"
  read -rt 0.1 _
done
`;

/** What fifty sessions cost that redraw their screens, one viewer each: the load of a core in percent. */
export async function busySessions({ server, door, surroundings }: Subject): Promise<Round> {
  const script = join(surroundings.folder, 'redraw.sh');
  writeFileSync(script, REDRAW);
  const terminals: Terminal[] = [];
  while (terminals.length < SESSIONS) {
    const opened = await Promise.all(Array.from({ length: AT_ONCE }, () => door.open()));
    await Promise.all(
      opened.map((terminal) => {
        const drawing = untilText(terminal, 'step 3');
        terminal.type(`bash ${script}\r`);
        return drawing;
      }),
    );
    terminals.push(...opened);
  }
  await pause(SETTLE_MS);
  const onCore = () => Object.values(server.pids).reduce((sum, pid) => sum + coreTime(pid), 0);
  const before = onCore();
  const begun = performance.now();
  await pause(WATCHED_MS);
  const load = ((onCore() - before) / (performance.now() - begun)) * 100;
  while (terminals.length > 0) await Promise.all(terminals.splice(0, AT_ONCE).map((terminal) => terminal.close()));
  return { 'busy load': load };
}
