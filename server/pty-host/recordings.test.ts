import { describe, expect, it } from 'vitest';
import { Page, pictureOf } from './page-terminal.ts';
import { type RecordedStep, recordings, stepsBetween } from './recorded.ts';
import { ScreenTerminal } from './screen-terminal.ts';
import { beyondText } from './wild-stream.ts';

const PARTS = 20;
const NOBODY = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };
const ALL = recordings();

async function show(page: Page, steps: readonly RecordedStep[]): Promise<void> {
  for (const step of steps) {
    if (step instanceof Uint8Array) await page.write(step);
    else page.resize(step);
  }
}

describe('a picture of a real program', () => {
  it('is taken of full-screen programs, and of an agent whose window changes', () => {
    expect(ALL.map(({ name }) => name)).toEqual(expect.arrayContaining(['vim', 'htop', 'less', 'tmux', 'git-log', 'claude-code']));
    expect(ALL.find(({ name }) => name === 'claude-code')?.sizes.length).toBeGreaterThan(2);
  });

  it.each(ALL.map((recorded) => [recorded.name, recorded] as const))(
    '%s, at every twentieth of its output, makes the same screen',
    async (_name, recorded) => {
      const { bytes, sizes } = recorded;
      const straight = new Page(sizes[0]);
      await show(straight, stepsBetween(recorded, 0, bytes.length));
      expect(bytes.length).toBeGreaterThan(1000);
      for (let part = 0; part <= PARTS; part += 1) {
        const cut = Math.round((bytes.length * part) / PARTS);
        const screen = new ScreenTerminal({ ...sizes[0], offset: 0 }, NOBODY);
        for (const step of stepsBetween(recorded, 0, cut)) {
          if (step instanceof Uint8Array) screen.write(step.slice());
          else screen.resize(step.cols, step.rows);
        }
        await new Promise<void>((done) => screen.settled(done));
        const picture = pictureOf(screen);
        const known = new Page(sizes[0]);
        await show(known, stepsBetween(recorded, 0, picture.offset));
        known.resize(picture);
        expect(beyondText(known.terminal)).toBe(false);
        const resumed = new Page(picture);
        await resumed.write(picture.data);
        expect(resumed.sent).toEqual([]);
        expect(resumed.look).toEqual(known.look);
        await resumed.write(bytes.subarray(picture.offset, cut));
        await show(resumed, stepsBetween(recorded, cut, bytes.length));
        expect(resumed.look).toEqual(straight.look);
        screen.dispose();
      }
    },
  );
});
