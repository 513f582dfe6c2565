import { chmod, lstat } from 'node:fs/promises';
import { z } from 'zod';
import { type Result, success } from '#common/result.ts';
import { fileFailure, readPrivateFile, writePrivateFile } from '#server/process/private-file.ts';
import type { CredentialBook } from './credential.ts';
import { freshSecret, hashSecret, type Random, sameHash } from './hashing.ts';

/** Browsers that are logged in at once; a newer login pushes the oldest out. */
export const LOGINS_MAX = 100;
/** As long as browsers keep a cookie at most. In seconds. */
export const LOGIN_LIFE_S = 400 * 24 * 60 * 60;

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const loginSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  cookieHash: hashSchema,
  keyHash: hashSchema,
  /** Unix time in milliseconds. */
  createdAt: z.number(),
});
type Login = z.infer<typeof loginSchema>;

/** `gate.json`. Hashes only: who reads the file cannot log in with it. */
const fileSchema = z.strictObject({
  version: z.literal(1),
  instanceId: z.string().regex(/^[0-9a-f]{16}$/),
  tokenHash: hashSchema,
  logins: z.array(loginSchema).max(LOGINS_MAX),
});
type GateFile = z.infer<typeof fileSchema>;

export interface SecretStore extends CredentialBook {
  readonly instanceId: string;
  /** Makes a login and writes it down; gives its secrets, which nobody keeps, and the logins that had to go for it. */
  addLogin(): Promise<Result<{ id: string; cookie: string; key: string; dropped: string[] }>>;
  removeLogin(id: string): Promise<Result<void>>;
  /** Ends every login and makes a new bearer token. Holds at once, on disk when fulfilled. */
  rotate(): Promise<Result<void>>;
}

export interface SecretStoreOptions {
  readonly paths: { readonly gate: string; readonly token: string };
  readonly random: Random;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** Told once for each thing that was found wrong and mended. */
  readonly mended: (what: string) => void;
}

/** Reads the secrets, or makes them: what is missing, empty or broken is replaced by fresh ones, never by a default. */
export async function openSecretStore(options: SecretStoreOptions): Promise<Result<SecretStore>> {
  const { paths, random, now, mended } = options;
  const kept = await readGateFile(paths.gate, mended);
  if (!kept.ok) return kept;
  const token = await readToken(paths.token, mended);
  if (!token.ok) return token;

  let file: GateFile = kept.value ?? { version: 1, instanceId: random(8).toString('hex'), tokenHash: '', logins: [] };
  let logins = file.logins;
  let queue: Promise<unknown> = Promise.resolve();

  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined); // who waits for `done` is told; the next one in the queue starts anyway
    return done;
  };
  const current = (): Login[] => logins.filter((login) => isYoung(login, now())).slice(-LOGINS_MAX);
  const save = (): Promise<Result<void>> =>
    inOrder(() => writePrivateFile(paths.gate, `${JSON.stringify({ ...file, logins: current() } satisfies GateFile, null, 2)}\n`));
  /** The token is written first: a crash in between leaves a token that does not fit, and the next start makes another. */
  const renewToken = async (): Promise<Result<void>> => {
    const fresh = freshSecret(random);
    file = { ...file, tokenHash: hashSecret(fresh) };
    const written = await inOrder(() => writePrivateFile(paths.token, `${fresh}\n`));
    const saved = await save();
    return written.ok ? saved : written;
  };

  if (kept.value === null || token.value === null || !sameHash(hashSecret(token.value), file.tokenHash)) {
    if (kept.value !== null) mended('The bearer token was missing or did not fit; there is a new one.');
    const renewed = await renewToken();
    if (!renewed.ok) return renewed;
  }

  return success({
    instanceId: file.instanceId,
    findLogin(cookie, key) {
      const cookieHash = hashSecret(cookie);
      const keyHash = key === null ? null : hashSecret(key);
      let found: Login | null = null;
      for (const login of logins) {
        // Every login is compared in full, so that the time tells neither how many there are before a match nor which half was wrong.
        const cookieFits = sameHash(login.cookieHash, cookieHash);
        const keyFits = keyHash === null || sameHash(login.keyHash, keyHash);
        if (cookieFits && keyFits) found = login;
      }
      return found !== null && isYoung(found, now()) ? found.id : null;
    },
    isBearer: (candidate) => sameHash(hashSecret(candidate), file.tokenHash),
    async addLogin() {
      const secrets = { id: random(8).toString('hex'), cookie: freshSecret(random), key: freshSecret(random) };
      const login = { id: secrets.id, cookieHash: hashSecret(secrets.cookie), keyHash: hashSecret(secrets.key), createdAt: now() };
      logins = [...logins, login];
      const saved = await save();
      if (!saved.ok) {
        logins = logins.filter((each) => each !== login);
        return saved;
      }
      const staying = current();
      const dropped = logins.filter((each) => !staying.includes(each));
      logins = staying;
      return success({ ...secrets, dropped: dropped.map((each) => each.id) });
    },
    async removeLogin(id) {
      logins = logins.filter((login) => login.id !== id);
      return save();
    },
    async rotate() {
      logins = [];
      return renewToken();
    },
  });
}

function isYoung(login: Login, now: number): boolean {
  return now - login.createdAt < LOGIN_LIFE_S * 1000;
}

async function readGateFile(path: string, mended: (what: string) => void): Promise<Result<GateFile | null>> {
  const read = await readSecret(path, mended);
  if (!read.ok || read.value === null) return read.ok ? success(null) : read;
  const parsed = fileSchema.safeParse(parseJson(read.value));
  if (parsed.success) return success(parsed.data);
  mended(`${path} was empty or broken; all secrets are new, and every login is over.`);
  return success(null);
}

async function readToken(path: string, mended: (what: string) => void): Promise<Result<string | null>> {
  const read = await readSecret(path, mended);
  if (!read.ok) return read;
  const token = read.value?.trim() ?? '';
  return success(token === '' ? null : token);
}

/** The text of a file of secrets, null when there is none. Modes that let others in are repaired. */
async function readSecret(path: string, mended: (what: string) => void): Promise<Result<string | null>> {
  const read = await readPrivateFile(path);
  if (!read.ok || read.value === null) return read.ok ? success(null) : read;
  try {
    if (((await lstat(path)).mode & 0o077) !== 0) {
      await chmod(path, 0o600);
      mended(`${path} could be read by others; its mode is 0600 again.`);
    }
  } catch (error) {
    return fileFailure(error, `set the mode of ${path}`);
  }
  return success(read.value.toString('utf8'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: the schema refuses null, and the caller says so
  }
}
