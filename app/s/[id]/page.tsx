import { notFound } from 'next/navigation';
import { sessionIdSchema } from '#common/session.ts';
import { SessionPage } from '#app/features/session/session-page.tsx';

export const dynamic = 'force-dynamic';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = sessionIdSchema.safeParse((await params).id);
  if (!id.success) notFound();
  return <SessionPage first={id.data} />;
}
