import { notFound } from 'next/navigation';
import { sessionIdSchema } from '#common/session.ts';

export const dynamic = 'force-dynamic';

/** Says only whether there can be such a session; `SessionRoom` of the layout shows it. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  if (!sessionIdSchema.safeParse((await params).id).success) notFound();
  return null;
}
