import { z } from 'zod';

/** Dark, light, or what the machine says. A cookie and no storage, since the server must know it before the first paint. */
export const themeSchema = z.enum(['system', 'dark', 'light']);
export type Theme = z.infer<typeof themeSchema>;

export const THEME_COOKIE = 'beckon-theme';
/** 400 days, the most that browsers keep a cookie (RFC 6265bis, section 5.5), in seconds. */
const MAX_AGE = 400 * 24 * 3600;

/** Shows the page in a theme, and keeps it for the next load. */
export function applyTheme(page: Document, theme: Theme): void {
  // Firefox before 140 has no Cookie Store API.
  page.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${MAX_AGE}; samesite=strict`;
  if (theme === 'system') delete page.documentElement.dataset.theme;
  else page.documentElement.dataset.theme = theme;
}

/** The theme that was chosen for this page. */
export function chosenTheme(page: Document): Theme {
  return themeSchema.catch('system').parse(page.documentElement.dataset.theme);
}
