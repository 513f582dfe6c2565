import type { Metadata } from 'next';
import { Gallery } from './gallery.tsx';

export const metadata: Metadata = { title: 'Gallery' };

export const dynamic = 'force-dynamic';

/** Every part in every state, for those who build Beckon and for the browser tests. Without BECKON_GALLERY=1 the hub has no such page. */
export default function GalleryPage() {
  return <Gallery />;
}
