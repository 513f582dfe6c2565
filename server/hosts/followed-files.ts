import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** How often a followed file is looked at, in milliseconds, whatever its folder's watch tells: watches miss things. */
const LOOK_MS = 500;
/** Larger than this, in bytes, is not what we follow files for; it counts as unreadable. */
const FILE_MAX = 1024 * 1024;

export type FileListener = (text: string | null) => void;

interface Followed {
  readonly path: string;
  readonly listener: FileListener;
  /** Of what was told last: `null` before anything was, `gone` when there was no file. */
  mark: string | null;
  reading: boolean;
  again: boolean;
  over: boolean;
}

/** Small files that another program writes and rewrites in place: their text, now and at each change. */
export class FollowedFiles {
  readonly #files = new Set<Followed>();
  readonly #folders = new Map<string, FSWatcher>();
  #looking: NodeJS.Timeout | undefined;

  /**
   * Tells the file's text, or null while there is none or it cannot be read; again when it changes. A text may be half written:
   * the rest is told when it is there. Gives what ends it.
   */
  follow(path: string, listener: FileListener): () => void {
    const file: Followed = { path, listener, mark: null, reading: false, again: false, over: false };
    this.#files.add(file);
    this.#watch(dirname(path));
    void this.#look(file);
    this.#looking ??= setInterval(() => this.#lookAtAll(), LOOK_MS).unref();
    return () => this.#drop(file);
  }

  /** Ends all. Safe to call twice. */
  close(): void {
    for (const file of [...this.#files]) this.#drop(file);
  }

  #drop(file: Followed): void {
    file.over = true;
    this.#files.delete(file);
    const folder = dirname(file.path);
    if (![...this.#files].some((each) => dirname(each.path) === folder)) {
      this.#folders.get(folder)?.close();
      this.#folders.delete(folder);
    }
    if (this.#files.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  /** A folder that is not there yet, or went away, is tried again with the next look. */
  #watch(folder: string): void {
    if (this.#folders.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        for (const file of this.#files)
          if (dirname(file.path) === folder && (name === null || name === basename(file.path))) void this.#look(file);
      });
      watcher.on('error', () => {
        watcher.close();
        if (this.#folders.get(folder) === watcher) this.#folders.delete(folder);
      });
      this.#folders.set(folder, watcher);
    } catch {
      // not there, or no watch is left: looking from time to time has to do
    }
  }

  #lookAtAll(): void {
    for (const file of this.#files) {
      this.#watch(dirname(file.path));
      void this.#look(file);
    }
  }

  async #look(file: Followed): Promise<void> {
    file.again = file.reading;
    if (file.reading || file.over) return;
    file.reading = true;
    const found = await read(file.path, file.mark);
    file.reading = false;
    if (file.over) return;
    if (found !== null && found.mark !== file.mark) {
      file.mark = found.mark;
      file.listener(found.text);
    }
    if (file.again) void this.#look(file);
  }
}

/** The file's text with what marks this state of it; null when that is the state that is known. */
async function read(path: string, known: string | null): Promise<{ mark: string; text: string | null } | null> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    const mark = `${ino} ${mtimeMs} ${size}`;
    if (mark === known) return null;
    return { mark, text: size > FILE_MAX ? null : await readFile(path, 'utf8') };
  } catch {
    return { mark: 'gone', text: null };
  }
}
