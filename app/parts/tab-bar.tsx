'use client';

import { CircleHelp, Hand, LayoutGrid, type LucideIcon, Menu as MenuIcon, Plus, Search, Settings } from 'lucide-react';
import Link from 'next/link';
import { useActions } from '#app/actions/actions-provider.tsx';
import { useIsOffered } from '#app/actions/use-is-offered.ts';
import { useIsLive } from '#app/live/use-session.ts';
import { Menu, MenuItem } from '#app/ui/menu.tsx';
import { useWaiting } from './use-waiting.ts';
import { usePath } from './use-path.ts';

const TAB =
  'relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-ink-2 text-2xs -outline-offset-2 aria-[current]:text-ink disabled:opacity-50';

/** The ways to everything on a small screen, under the thumb. */
export function TabBar() {
  const path = usePath();
  const waiting = useWaiting();
  const isLive = useIsLive();
  const { run } = useActions();
  const canBegin = useIsOffered('session.new');
  return (
    <nav aria-label="Main" className="flex shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      <Link prefetch={false} href="/waiting" aria-current={path === '/waiting' ? 'page' : undefined} className={TAB}>
        <Face icon={Hand} text="Waiting" />
        {waiting > 0 && (
          <span
            className={`absolute top-1.5 left-1/2 ml-2.5 rounded-full px-1 font-mono font-semibold text-2xs leading-4 ${isLive ? 'bg-permission text-on-allow' : 'bg-hover text-ink-2'}`}
          >
            {waiting}
          </span>
        )}
      </Link>
      <Link prefetch={false} href="/" aria-current={path === '/' ? 'page' : undefined} className={TAB}>
        <Face icon={LayoutGrid} text="Board" />
      </Link>
      <button type="button" aria-label="New session" disabled={!canBegin} onClick={() => run('session.new')} className={TAB}>
        <Face icon={Plus} text="New" />
      </button>
      <Menu
        label="More"
        trigger={
          <button type="button" className={TAB}>
            <Face icon={MenuIcon} text="More" />
          </button>
        }
      >
        <MenuItem icon={Search} onSelect={() => run('palette.open')}>
          Search or run
        </MenuItem>
        <MenuItem icon={Settings} onSelect={() => run('settings.open')}>
          Settings
        </MenuItem>
        <MenuItem icon={CircleHelp} onSelect={() => run('help.open')}>
          All keys
        </MenuItem>
      </Menu>
    </nav>
  );
}

function Face({ icon: Icon, text }: { icon: LucideIcon; text: string }) {
  return (
    <>
      <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
      {text}
    </>
  );
}
