import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Page, pictureOf } from './page-terminal.ts';
import { ScreenTerminal } from './screen-terminal.ts';
import { beyondText } from './wild-stream.ts';

/** Output of real programs, as they draw on a terminal of this size. */
const FOLDER = join(import.meta.dirname, 'fixtures');
const SIZE = { cols: 80, rows: 24 };
const PARTS = 20;
const NOBODY = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };

describe('a picture of a real program', () => {
  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.recording')))(
    '%s, at every twentieth of its output, makes the same screen',
    async (name) => {
      const stream = new Uint8Array(readFileSync(join(FOLDER, name)));
      const straight = new Page(SIZE);
      await straight.write(stream);
      expect(stream.length).toBeGreaterThan(1000);
      for (let part = 0; part <= PARTS; part += 1) {
        const cut = Math.round((stream.length * part) / PARTS);
        const screen = new ScreenTerminal({ ...SIZE, offset: 0 }, NOBODY);
        screen.write(stream.slice(0, cut));
        await new Promise<void>((done) => screen.settled(done));
        const picture = pictureOf(screen);
        const known = new Page(SIZE);
        await known.write(stream.subarray(0, picture.offset));
        expect(beyondText(known.terminal)).toBe(false);
        const resumed = new Page(SIZE);
        await resumed.write(picture.data);
        expect(resumed.sent).toEqual([]);
        expect(resumed.look).toEqual(known.look);
        await resumed.write(stream.subarray(picture.offset));
        expect(resumed.look).toEqual(straight.look);
        screen.dispose();
      }
    },
  );
});
