import type { Metadata } from 'next';
import { Gallery } from './gallery.tsx';

export const metadata: Metadata = { title: 'Gallery' };

export const dynamic = 'force-dynamic';

/**
 * Every part of `app/ui` in every state, and those of `app/parts` that need nothing but a session, for those who build Beckon and
 * for the browser tests. The rail, the tabs of a small screen and the palette stand around it as around every page. What shows
 * live state is looked at on its own page: the banners' triggers, the cards, the queue, the inspector. Without
 * BECKON_GALLERY=1 the hub has no such page.
 */
export default function GalleryPage() {
  return <Gallery />;
}
