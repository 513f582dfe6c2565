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

/** The tokens as colours. A probe resolves them: a token's own text may be `light-dark(…)`, which only the page can read. */
export function readTheme(page: Document): ITheme {
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
  return theme;
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
