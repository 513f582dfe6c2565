import localFont from 'next/font/local';

/**
 * The letters that nearly every page needs first, loaded ahead of everything else so that text does not change its shape
 * under the reader. Every other letter comes from the same families as `globals.css` imports them, when a page has one.
 */
export const geist = localFont({
  src: '../../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist',
  weight: '100 900',
  adjustFontFallback: false,
});

/** Every character is 0.6 em wide. */
export const geistMono = localFont({
  src: '../../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  adjustFontFallback: false,
});
