import type { Metadata } from 'next';
import { Board } from './features/board/board.tsx';

export const metadata: Metadata = { title: 'Beckon' };

export const dynamic = 'force-dynamic';

export default function BoardPage() {
  return <Board />;
}
