import Link from 'next/link';
import { buttonLook } from './ui/button.tsx';
import { NoticePage } from './ui/notice-page.tsx';

export default function NotFound() {
  return (
    <NoticePage title="No such page" text="There is nothing at this address. A session may have been dismissed.">
      <Link href="/" className={buttonLook('primary')}>
        Back to the board
      </Link>
    </NoticePage>
  );
}
