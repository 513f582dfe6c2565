import type { ITheme } from '@xterm/xterm';
import type { Appearance } from '#common/appearance.ts';

/** The terminal's colours and where they come from: the tokens of `globals.css`. */
const TOKENS = {
  background: '--t-ground',
  foreground: '--t-ink',
  cursor: '--t-cursor',
  cursorAccent: '--t-ground',
  selectionBackground: '--t-selection',
  scrollbarSliderBackground: '--t-slider',
  scrollbarSliderHoverBackground: '--t-slider-hover',
  scrollbarSliderActiveBackground: '--t-slider-hover',
  black: '--t-black',
  red: '--t-red',
  green: '--t-green',
  yellow: '--t-yellow',
  blue: '--t-blue',
  magenta: '--t-magenta',
  cyan: '--t-cyan',
  white: '--t-white',
  brightBlack: '--t-dim',
  brightRed: '--t-bright-red',
  brightGreen: '--t-bright-green',
  brightYellow: '--t-bright-yellow',
  brightBlue: '--t-bright-blue',
  brightMagenta: '--t-bright-magenta',
  brightCyan: '--t-bright-cyan',
  brightWhite: '--t-bright-white',
} as const satisfies Partial<Record<keyof ITheme, string>>;

export type TerminalTheme = Readonly<Record<keyof typeof TOKENS, string>>;

/** The colours 0 to 15, in their order. */
const PALETTE = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies (keyof TerminalTheme)[];

/** The tokens as colours. A probe resolves them: a token's own text may be `light-dark(…)`, which only the page can read. */
export function readTheme(page: Document): TerminalTheme {
  const probes = page.createElement('div');
  probes.hidden = true;
  const names = Object.entries(TOKENS).map(([name, token]) => {
    const probe = page.createElement('i');
    probe.style.color = `var(${token})`;
    probes.append(probe);
    return [name, probe] as const;
  });
  page.body.append(probes);
  const theme = Object.fromEntries(names.map(([name, probe]) => [name, getComputedStyle(probe).color]));
  probes.remove();
  return theme as TerminalTheme;
}

/** What a program may hear of a theme and of the size of one character. */
export function appearanceOf(theme: TerminalTheme, cell: Appearance['cell']): Appearance {
  const { foreground, background, cursor } = theme;
  return {
    foreground: hexOf(foreground),
    background: hexOf(background),
    cursor: hexOf(cursor),
    palette: PALETTE.map((name) => hexOf(theme[name])),
    cell,
  };
}

/** `rgb(1, 2, 3)`, as the browser writes a computed colour, in the form that all messages have. */
function hexOf(css: string): string {
  const parts = (css.match(/\d+/g) ?? []).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, '0'));
  return `#${parts.join('')}`;
}

/** Calls `changed` when the page goes from light to dark or back: by its own switch, or with the person's machine. */
export function onThemeChange(page: Window, changed: () => void): () => void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const switched = new MutationObserver(changed);
  switched.observe(page.document.documentElement, { attributeFilter: ['data-theme'] });
  dark.addEventListener('change', changed);
  return () => {
    switched.disconnect();
    dark.removeEventListener('change', changed);
  };
}
