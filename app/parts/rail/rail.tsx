'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useActions } from '#app/actions/actions-provider.tsx';
import { KeyHint, useAriaKeys } from '#app/actions/key-hint.tsx';
import { useBoard, useIsLive } from '#app/live/use-session.ts';
import { Logo } from '#app/parts/logo.tsx';
import { useWaiting } from '#app/parts/use-waiting.ts';
import { RailFoot } from './rail-foot.tsx';
import { RailProjects } from './rail-projects.tsx';
import { usePath } from '#app/parts/use-path.ts';

/** What is always there on a wide screen: the ways to everything, each session, and whether the server answers. */
export function Rail() {
  const path = usePath();
  const count = useBoard((board) => board.sessions.size);
  const waiting = useWaiting();
  const isLive = useIsLive();
  return (
    <aside aria-label="Overview" className="flex w-61 shrink-0 flex-col border-line border-r bg-surface max-md:hidden">
      <Link
        prefetch={false}
        href="/"
        className="flex h-13 shrink-0 items-center gap-2 px-4 font-semibold text-[15px] tracking-tight -outline-offset-2"
      >
        <Logo />
        Beckon
      </Link>
      <SearchButton />
      <nav aria-label="Main" className="flex flex-col px-2">
        <Place href="/" here={path === '/'} count={count}>
          Board
        </Place>
        <Place href="/waiting" here={path === '/waiting'} count={waiting} hot={isLive}>
          Waiting for you
        </Place>
      </nav>
      <RailProjects path={path} />
      <RailFoot />
    </aside>
  );
}

function SearchButton() {
  const { run } = useActions();
  return (
    <button
      type="button"
      aria-keyshortcuts={useAriaKeys('palette.open')}
      onClick={() => run('palette.open')}
      className="mx-3 mb-3 flex h-8 shrink-0 items-center rounded-lg border border-line-strong bg-ground pr-2 pl-2.5 text-ink-2 hover:border-edge touch:h-10"
    >
      <span className="flex-1 text-left">Search or run</span>
      <KeyHint action="palette.open" />
    </button>
  );
}

interface PlaceProps {
  href: string;
  here: boolean;
  count: number;
  /** Its count matters when it is not zero, and is of now. */
  hot?: boolean;
  children: ReactNode;
}

function Place({ href, here, count, hot = false, children }: PlaceProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? 'page' : undefined}
      className="flex h-7.5 items-center rounded-md px-2 text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink touch:h-10"
    >
      <span className="flex-1">{children}</span>
      {count > 0 && (
        <span className={`font-medium font-mono text-2xs tabular-nums ${hot ? 'text-permission' : 'text-ink-3'}`}>{count}</span>
      )}
    </Link>
  );
}
