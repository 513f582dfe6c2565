import type { Metadata } from 'next';
import { Waiting } from '#app/features/waiting/waiting.tsx';

export const metadata: Metadata = { title: 'Waiting for you · Beckon' };

export const dynamic = 'force-dynamic';

export default function WaitingPage() {
  return <Waiting />;
}
