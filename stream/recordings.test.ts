import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SCROLLBACK_LINES } from '#common/limits.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import { ScreenTerminal } from '#server/pty-host/screen-terminal.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import { makeTerminal, PageSide } from './page-side.ts';

/** Output of real full-screen programs (its README says how it was recorded). */
const FOLDER = join(import.meta.dirname, '..', 'server', 'pty-host', 'fixtures');
const SIZE = { cols: 80, rows: 24 };
const SILENT = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.recording'));
const streams = new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))]));

/** A page's terminal, which is written whole characters only. */
function reader() {
  const page = new PageSide(SCROLLBACK_LINES);
  const characters = new Utf8Pieces();
  return { page, read: (bytes: Uint8Array) => page.write(characters.take(bytes)) };
}

it('a page that attaches anywhere in what a program prints, and gets the lines above later, ends like one that saw it all', async () => {
  expect(names).toContain('vim.recording');
  const place = fc.record({
    name: fc.constantFrom(...names),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    later: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(place, async ({ name, at, later }) => {
      const stream = streams.get(name) ?? new Uint8Array(0);
      const cut = Math.round(stream.length * at);
      const host = new ScreenTerminal({ ...SIZE, offset: 0 }, SILENT);
      host.write(stream.slice(0, cut));
      await new Promise<void>((done) => host.settled(done));
      const { offset, cols, rows, data, ...above } = host.screen();
      const { page, read } = reader();
      page.restore({ grid: { cols, rows }, data, above });
      // Some of the rest is printed before the lines come.
      const met = offset + Math.round((stream.length - offset) * later);
      read(stream.subarray(offset, met));
      host.write(stream.slice(cut));
      await new Promise<void>((done) => host.settled(done));
      while (page.lines.wanted.before > 0) page.fill({ viewer: 1, ...host.lines(page.lines.wanted) });
      read(stream.subarray(met));
      const whole = makeTerminal(SIZE.cols, SIZE.rows, SCROLLBACK_LINES);
      insideOf(whole).writeSync(stream);
      expect(lookOfTerminal(page.terminal, true)).toEqual(lookOfTerminal(whole, true));
      host.dispose();
    }),
    { numRuns: 120, seed: 8, endOnFailure: true },
  );
});
