'use client';

import Link from 'next/link';
import type { ComponentProps } from 'react';
import type { SessionId } from '#common/session.ts';
import { sessionPath } from './session-path.ts';
import { useGoTo } from './use-go-to.ts';

/** A link to a session's page that is as quick as the keys are; with a modifier key it is a link like any other. */
export function SessionLink({ to, onClick, ...props }: Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { to: SessionId }) {
  const goTo = useGoTo();
  return (
    <Link
      {...props}
      href={sessionPath(to)}
      prefetch={false}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        goTo(to);
      }}
    />
  );
}
