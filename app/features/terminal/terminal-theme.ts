import type { ITheme } from '@xterm/xterm';

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

export function readTheme(root: Element): ITheme {
  const style = getComputedStyle(root);
  return Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]));
}

/** Calls `changed` when the person's machine goes from light to dark or back. */
export function onThemeChange(page: Window, changed: () => void): () => void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
}
