import { Board } from './features/board/board.tsx';

export const dynamic = 'force-dynamic';

export default function BoardPage() {
  return (
    <>
      <title>Beckon</title>
      <Board />
    </>
  );
}
