import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** For tests: what real programs printed (`fixtures/README.md` says how it was recorded). */
export interface Recorded {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The size of the terminal from each of these bytes on; the first is 0. */
  readonly sizes: readonly [RecordedSize, ...RecordedSize[]];
}

interface RecordedSize {
  readonly at: number;
  readonly cols: number;
  readonly rows: number;
}

/** What happens next to a terminal: it is written to, or gets another size. */
export type RecordedStep = Uint8Array | { readonly cols: number; readonly rows: number };

const FOLDER = join(import.meta.dirname, 'fixtures');
const ENDING = '.recording';
/** Of all recordings that do not say anything else. */
const SIZE: RecordedSize = { at: 0, cols: 80, rows: 24 };

export function recordings(): Recorded[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(ENDING));
  return names.map((file) => {
    const name = file.slice(0, -ENDING.length);
    const sizes = join(FOLDER, `${name}.sizes.json`);
    return {
      name,
      bytes: new Uint8Array(readFileSync(join(FOLDER, file))),
      sizes: existsSync(sizes) ? JSON.parse(readFileSync(sizes, 'utf8')) : [SIZE],
    };
  });
}

/** What happens from one byte up to another: a size that begins at the first of them is part of it, one that begins at the other is not. */
export function stepsBetween({ bytes, sizes }: Recorded, from: number, to: number): RecordedStep[] {
  const steps: RecordedStep[] = [];
  let done = from;
  for (const { at, cols, rows } of sizes.slice(1)) {
    if (at < from || at >= to) continue;
    if (at > done) steps.push(bytes.subarray(done, at));
    steps.push({ cols, rows });
    done = at;
  }
  if (to > done) steps.push(bytes.subarray(done, to));
  return steps;
}
