import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type HostSession, hostSessionSchema } from '#common/pty-host-protocol.ts';
import { failure, type Result, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import { codeOf, fileFailure, readPrivateFile, writePrivateFile } from '#server/process/private-file.ts';
import type { Picture } from './screen-messages.ts';

/**
 * Pictures of sessions on disk: what is left to look at after a reboot. One file per session: a line of JSON, then the
 * terminal as text that rebuilds it.
 */

const SUFFIX = '.snapshot';
/** Pictures of earlier versions do not say where their screen begins. */
const headerSchema = hostSessionSchema.extend({ offset: z.int().min(0), screenAt: z.int().min(0).default(0) });

export interface StoredPicture {
  readonly info: HostSession;
  readonly picture: Picture;
}

export class Snapshots {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Replaces a session's picture as a whole; when that fails, the old one stays. */
  write(info: HostSession, picture: Picture): Promise<Result<void>> {
    const { data, ...place } = picture;
    const header = JSON.stringify({ ...info, ...place });
    return writePrivateFile(this.#path(info.session), Buffer.concat([Buffer.from(`${header}\n`), data]));
  }

  /** A session's picture; null when there is none. */
  async read(session: SessionId): Promise<Result<StoredPicture | null>> {
    const file = await readPrivateFile(this.#path(session));
    if (!file.ok) return file;
    return file.value === null ? success(null) : parse(file.value, this.#path(session));
  }

  /** What there is at the start of a pty host. A file that cannot be read is named, and does not hide the others. */
  async list(): Promise<{ pictures: HostSession[]; problems: string[] }> {
    const pictures: HostSession[] = [];
    const problems: string[] = [];
    for (const name of await readdir(this.#folder)) {
      if (name.endsWith('.draft')) await rm(join(this.#folder, name), { force: true }); // left by a crash while writing
      if (!name.endsWith(SUFFIX)) continue;
      const file = await readPrivateFile(join(this.#folder, name));
      const parsed = file.ok && file.value !== null ? parse(file.value, name) : failure('io_failed', `Cannot read ${name}.`);
      if (parsed.ok) pictures.push(parsed.value.info);
      else problems.push(parsed.error.message);
    }
    return { pictures, problems };
  }

  async remove(session: SessionId): Promise<Result<void>> {
    try {
      await rm(this.#path(session), { force: true });
      return success();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return success();
      return fileFailure(error, `remove ${this.#path(session)}`);
    }
  }

  /** Session ids are twelve letters and digits, so they are safe as file names. */
  #path(session: SessionId): string {
    return join(this.#folder, `${session}${SUFFIX}`);
  }
}

function parse(file: Buffer, name: string): Result<StoredPicture> {
  const end = file.indexOf(0x0a);
  const header = headerSchema.safeParse(parseJson(file.subarray(0, Math.max(end, 0)).toString('utf8')));
  if (!header.success) return failure('io_failed', `The picture ${name} is damaged. Dismiss its session, or remove the file.`);
  const { offset, screenAt, ...info } = header.data;
  const data = new Uint8Array(file.subarray(end + 1));
  return success({ info, picture: { offset, cols: info.cols, rows: info.rows, data, screenAt } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it
  }
}
