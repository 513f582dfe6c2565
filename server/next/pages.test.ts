import { expect, it } from 'vitest';
import { isGallery } from './pages.ts';

it.each(['/gallery', '/gallery?_rsc=1', '/gallery/', '/gallery.rsc', '/%67allery', '//gallery', '/gallery%2f', '/gallery#top'])(
  '%s is the gallery',
  (url) => expect(isGallery(url)).toBe(true),
);

it.each(['/', '/s/gallery', '/galleries', '/?q=/gallery', '/%', '/_next/static/gallery.js'])('%s is not', (url) =>
  expect(isGallery(url)).toBe(false),
);
