import { describe, expect, it } from 'vitest';
import { BOLD, DIM, INVERSE, ITALIC, STRIKE, UNDERLINE } from '#common/preview.ts';
import type { Rgb } from '#app/parts/terminal-colours/legible.ts';
import type { Palette } from '#app/parts/terminal-colours/palette.ts';
import { lookOfRun } from './run-look.ts';

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** In the light theme every named colour is a dark red, in the dark one a pale one. */
const palette = (ground: Rgb, ink: Rgb, red: Rgb): Palette => ({ ground, ink, named: Array.from({ length: 16 }, () => red) });
const palettes = { light: palette(WHITE, BLACK, [160, 20, 20]), dark: palette(BLACK, WHITE, [255, 160, 160]) };

const look = (change: Partial<Parameters<typeof lookOfRun>[0]>) =>
  lookOfRun({ text: 'a', fg: null, bg: null, flags: 0, ...change }, palettes);

describe('the look of a run', () => {
  it('of plain text is nothing', () => expect(look({})).toEqual({ classes: '', ink: null, ground: null }));

  it.each([
    [0, 'var(--t-black)'],
    [1, 'var(--t-red)'],
    [8, 'var(--t-dim)'],
    [15, 'var(--t-bright-white)'],
    [16, 'rgb(0 0 0)'],
    [21, 'rgb(0 0 255)'],
    [67, 'rgb(95 135 175)'],
    [231, 'rgb(255 255 255)'],
    [232, 'rgb(8 8 8)'],
    [255, 'rgb(238 238 238)'],
    ['#12ab9f', '#12ab9f'],
    [null, null],
  ] as const)('colour %s is %s', (value, css) => {
    expect(look({ text: '█', fg: value }).ink).toBe(css);
    expect(look({ bg: value }).ground).toBe(css);
  });

  it('has a class for each style', () => {
    expect(look({ flags: BOLD | ITALIC | UNDERLINE | STRIKE }).classes).toBe('font-semibold italic underline line-through');
  });

  it('dim is a colour that can be read, and no transparency', () => {
    expect(look({ flags: DIM })).toEqual({ classes: '', ink: 'var(--t-dim)', ground: null });
    expect(look({ flags: DIM, fg: 1 })).toEqual({ classes: '', ink: 'var(--t-red)', ground: null });
  });

  it('turned round has ink and ground exchanged, those of the terminal too', () => {
    expect(look({ text: '█', bg: 4, flags: INVERSE })).toMatchObject({ ink: 'var(--t-blue)', ground: 'var(--t-ink)' });
    expect(look({ text: '█', fg: 4, flags: INVERSE })).toMatchObject({ ink: 'var(--t-ground)', ground: 'var(--t-blue)' });
    expect(look({ flags: INVERSE | BOLD })).toEqual({ classes: 'font-semibold', ink: 'var(--t-ground)', ground: 'var(--t-ink)' });
  });

  it('that can be read in both themes is the program’s own; else it is mended for each', () => {
    expect(look({ fg: '#767676' }).ink).toBe('#767676');
    expect(look({ fg: '#ffff99' }).ink).toMatch(/^light-dark\(rgb\(.+\), rgb\(255 255 153\)\)$/);
    expect(look({ fg: '#00005f' }).ink).toMatch(/^light-dark\(rgb\(0 0 95\), rgb\(.+\)\)$/);
    expect(look({ fg: '#ffffff', bg: '#0000ff' }).ink).toBe('#ffffff');
    expect(look({ fg: 1, bg: 2 }).ink).toMatch(/^light-dark/);
  });

  it('that is drawn and not read stays as the program wants it', () => {
    expect(look({ text: '▌text', fg: '#ffff99' }).ink).toBe('#ffff99');
  });
});
