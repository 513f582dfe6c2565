import { pathToFileURL } from 'node:url';
import { PrismaLibSql } from '@prisma/adapter-libsql';

/** SQL on the one connection to a database file. */
export type Connection = ReturnType<PrismaLibSql['createClient']>;

/**
 * How long SQLite itself waits for a lock, in milliseconds. The driver works on the thread that also carries keystrokes,
 * so this is short; the writer waits much longer, without blocking, between its attempts.
 */
const BUSY_TIMEOUT_MS = 20;

/**
 * Opens a database file for reading and writing; makes it when it is missing. Throws what SQLite says.
 *
 * The driver hands its connection over to each transaction and opens another one without our settings, and it closes
 * the old one only when the garbage collector comes by. Here every statement and every transaction uses this one
 * connection, so the settings hold for all of them. The Prisma adapter runs one transaction at a time and lets
 * nothing else in between.
 */
export async function openConnection(file: string): Promise<Connection> {
  const connection = onOneConnection(openPlain(file));
  await applySettings(connection);
  return connection;
}

/** Opens a database file without changing anything in it: what belongs to a check. */
export function openPlain(file: string): Connection {
  const url = pathToFileURL(file).href;
  return new PrismaLibSql({ url }).createClient({ url });
}

/** The driver adapter of a Prisma client that works on an open connection; closing the client closes it. */
export function adapterOf(connection: Connection): PrismaLibSql {
  return new OpenConnectionAdapter(connection);
}

class OpenConnectionAdapter extends PrismaLibSql {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super({ url: 'file:' }); // never opened: createClient below hands out what is open already
    this.#connection = connection;
  }

  override createClient(): Connection {
    return this.#connection;
  }
}

/** Settings of SQLite that belong to a connection, not to the file; only WAL stays in the file. */
export async function applySettings(connection: Connection): Promise<void> {
  await connection.execute(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  await connection.execute('PRAGMA journal_mode = WAL');
  await connection.execute('PRAGMA foreign_keys = ON');
  // Every row here follows from something a person decided: it is on disk before the page says "done".
  await connection.execute('PRAGMA synchronous = FULL');
}

function onOneConnection(plain: Connection): Connection {
  const transaction: Connection['transaction'] = async () => {
    // IMMEDIATE takes the write lock at once: a read lock that wants to become one later can fail without a way to wait.
    await plain.execute('BEGIN IMMEDIATE');
    return transactionOn(plain);
  };
  return new Proxy(plain, {
    get(target, key) {
      if (key === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, key, target); // its private fields want the real object as `this`
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function transactionOn(plain: Connection): Awaited<ReturnType<Connection['transaction']>> {
  let open = true;
  const end = async (): Promise<void> => {
    if (!open) return;
    open = false;
    // SQLite ends a transaction by itself on some failures (disk full, I/O): then there is nothing to roll back.
    await plain.execute('ROLLBACK').catch(() => undefined);
  };
  return {
    execute: (statement: Parameters<Connection['execute']>[0]) => plain.execute(statement),
    batch: async (statements) => {
      const results = [];
      for (const each of statements) results.push(await plain.execute(Array.isArray(each) ? { sql: each[0], args: each[1] ?? [] } : each));
      return results;
    },
    executeMultiple: () => Promise.reject(new Error('A script would end the transaction it runs in: run its statements one by one.')),
    commit: async () => {
      try {
        await plain.execute('COMMIT');
        open = false;
      } catch (error) {
        await end(); // a commit that failed leaves the transaction open: the next statement must not run inside it
        throw error;
      }
    },
    rollback: end,
    close: () => void end(),
    get closed() {
      return !open;
    },
  };
}
