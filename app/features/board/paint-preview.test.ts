import { describe, expect, it } from 'vitest';
import { BOLD, DIM, INVERSE, ITALIC, STRIKE, UNDERLINE, WIDE } from '#common/preview.ts';
import { lookOfRun, piecesOf } from './paint-preview.ts';

const look = (change: Partial<Parameters<typeof lookOfRun>[0]>) => lookOfRun({ fg: null, bg: null, flags: 0, ...change });

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
    expect(look({ fg: value }).ink).toBe(css);
    expect(look({ bg: value }).ground).toBe(css);
  });

  it('has a class for each style', () => {
    expect(look({ flags: BOLD | ITALIC | UNDERLINE | STRIKE }).classes).toBe('font-semibold italic underline line-through');
  });

  it('dim is a colour that can be read, and no transparency', () => {
    expect(look({ flags: DIM })).toEqual({ classes: '', ink: 'var(--t-dim)', ground: null });
    expect(look({ flags: DIM, fg: 1 })).toEqual({ classes: '', ink: 'var(--t-red)', ground: null });
    expect(look({ flags: DIM, bg: 1 })).toEqual({ classes: '', ink: null, ground: 'var(--t-red)' });
    expect(look({ flags: DIM | INVERSE }).ink).toBe('var(--t-ground)');
  });

  it('turned round has ink and ground exchanged, those of the terminal too', () => {
    expect(look({ fg: 1, bg: 4, flags: INVERSE })).toMatchObject({ ink: 'var(--t-blue)', ground: 'var(--t-red)' });
    expect(look({ flags: INVERSE | BOLD })).toEqual({ classes: 'font-semibold', ink: 'var(--t-ground)', ground: 'var(--t-ink)' });
  });
});

it.each([
  ['日本', WIDE, ['日', '本']],
  ['が👩‍💻❤️', WIDE, ['が', '👩‍', '💻', '❤️']],
  ['日本', 0, ['日本']],
])('a run %j with flags %i has the pieces %j', (text, flags, pieces) => expect(piecesOf({ text, flags })).toEqual(pieces));
