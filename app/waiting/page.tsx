import { Waiting } from '#app/features/waiting/waiting.tsx';

export const dynamic = 'force-dynamic';

export default function WaitingPage() {
  return (
    <>
      <title>Waiting for you · Beckon</title>
      <Waiting />
    </>
  );
}
