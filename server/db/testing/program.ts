import { writeSync } from 'node:fs';
import { stateFolderAt } from '#server/process/state-folder.ts';
import { openConnection } from '../connection.ts';
import { openDatabase } from '../database.ts';
import { LOCAL, sessionRecord } from './temp-state.ts';

/**
 * A process of its own that tests start and kill. Arguments: what to do, state folder, migrations folder, and a migration's
 * name to be killed right before. Prints one line for each thing that happened, at once.
 *
 *   open   opens the database and closes it     fill  saves five sessions more and closes
 *   lock   locks it until its input ends        write saves sessions until it is killed
 */
const [action, folder = '', migrations = '', killBefore = ''] = process.argv.slice(2);
const state = stateFolderAt(folder);
const say = (line: string) => void writeSync(1, `${line}\n`);
const log = {
  info(fields: object, message: string) {
    if (!('migration' in fields)) return;
    if (fields.migration === killBefore) process.kill(process.pid, 'SIGKILL');
    say(`${message} ${String(fields.migration)}`);
  },
  warn: (_: object, message: string) => say(message),
  error: (_: object, message: string) => say(message),
};

if (action === 'lock') {
  const connection = await openConnection(state.database);
  await connection.execute('BEGIN IMMEDIATE');
  say('locked');
  process.stdin.once('end', () => void connection.execute('ROLLBACK').then(() => process.exit(0)));
  process.stdin.resume();
} else {
  const opened = await openDatabase({ state, migrations, log });
  if (!opened.ok) {
    say(`failed ${opened.error.code}`);
    process.exit(1);
  }
  const { sessions, hosts, close } = opened.value;
  say('open');
  if (action === 'write' || action === 'fill') {
    await hosts.save({ id: LOCAL, name: 'here' });
    const last = await sessions.list();
    const begin = last.ok ? last.value.length : 0;
    const end = action === 'fill' ? begin + 5 : Number.POSITIVE_INFINITY;
    for (let number = begin; number < end; number += 1) {
      const saved = await sessions.insert(sessionRecord(number));
      say(saved.ok ? `saved ${number}` : `failed ${saved.error.code}`);
    }
  }
  await close();
  say('closed');
  process.exit(0);
}
