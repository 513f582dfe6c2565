import type { Rgb } from './legible.ts';

/** The sixteen colours that the theme names, in the order of the terminal's palette: tokens of `globals.css`. */
export const NAMED_TOKENS = [
  '--t-black',
  '--t-red',
  '--t-green',
  '--t-yellow',
  '--t-blue',
  '--t-magenta',
  '--t-cyan',
  '--t-white',
  '--t-dim',
  '--t-bright-red',
  '--t-bright-green',
  '--t-bright-yellow',
  '--t-bright-blue',
  '--t-bright-magenta',
  '--t-bright-cyan',
  '--t-bright-white',
] as const;

type Scheme = 'light' | 'dark';

/** What the tokens of a terminal are in a theme. */
export interface Palette {
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly named: readonly Rgb[];
}

export type Palettes = Readonly<Record<Scheme, Palette>>;

/** Tokens do not change while a page lives. */
const known = new WeakMap<Document, Palettes>();

/** The tokens as colours, for both themes. */
export function palettesOf(page: Document): Palettes {
  const palettes = known.get(page) ?? { light: readPalette(page, 'light'), dark: readPalette(page, 'dark') };
  known.set(page, palettes);
  return palettes;
}

/** Probes resolve the tokens: a token's own text may be `light-dark(…)`, which only the page can read. */
function readPalette(page: Document, scheme: Scheme): Palette {
  const probes = page.createElement('div');
  probes.hidden = true;
  probes.style.colorScheme = scheme;
  page.body.append(probes);
  const read = (token: string): Rgb => {
    const probe = page.createElement('i');
    probe.style.color = `var(${token})`;
    probes.append(probe);
    return rgbOf(getComputedStyle(probe).color);
  };
  const palette = { ground: read('--t-ground'), ink: read('--t-ink'), named: NAMED_TOKENS.map(read) };
  probes.remove();
  return palette;
}

/** Reads `rgb(1, 2, 3)`, as the browser writes a computed colour. */
function rgbOf(css: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (css.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
}
