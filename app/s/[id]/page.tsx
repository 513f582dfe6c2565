import { notFound } from 'next/navigation';
import { sessionIdSchema } from '#common/session.ts';
import { SessionView } from '#app/features/session/session-view.tsx';
import { TerminalView } from '#app/features/terminal/terminal-view.tsx';

export const dynamic = 'force-dynamic';

export default async function SessionPage({ params }: { params: Promise<{ id: string }> }) {
  const id = sessionIdSchema.safeParse((await params).id);
  if (!id.success) notFound();
  return (
    <SessionView id={id.data}>
      <TerminalView id={id.data} key={id.data} />
    </SessionView>
  );
}
