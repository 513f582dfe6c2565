import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Gallery } from './gallery.tsx';

export const metadata: Metadata = { title: 'Gallery' };

export const dynamic = 'force-dynamic';

/** Every part in every state, for those who build Beckon and for the browser tests; the hub of a person has no such page. */
export default function GalleryPage() {
  if (process.env.BECKON_GALLERY !== '1') notFound();
  return <Gallery />;
}
