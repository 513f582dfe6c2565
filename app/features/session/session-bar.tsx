'use client';

import { ArrowLeft, PanelRight } from 'lucide-react';
import type { Session } from '#common/session.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { useAriaKeys, useKeyWords } from '#app/actions/key-hint.tsx';
import { placeOf } from '#app/live/open-terminals.ts';
import { useConnection, useOpenTerminals, useTerminalFacts } from '#app/live/use-session.ts';
import { CutName } from '#app/parts/cut-name.tsx';
import { exitWords } from '#app/parts/exit-words.ts';
import { StatusGlyph, StatusLine } from '#app/parts/status-mark.tsx';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { useShortPath } from '#app/parts/use-short-path.ts';
import { Button } from '#app/ui/button.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { INSPECTOR_BUTTON } from './inspector-pane.tsx';
import { SessionMenu } from './session-menu.tsx';
import { SessionName } from './session-name.tsx';

/**
 * Who and how, in one line, two on a small screen. What is wrong with the page lies over this bar and never over the
 * terminal, whose size must not depend on it either. Leaving the terminal by keyboard brings the focus to its first button.
 */
export function SessionBar({ session, inspector }: { session: Session; inspector: boolean }) {
  const { run } = useActions();
  const hideKeys = useKeyWords('session.toggle', 'terminal');
  const inspectorKeys = useKeyWords('inspector.toggle');
  return (
    <header className="relative flex min-h-12 shrink-0 items-center gap-2 border-line border-b px-2 max-sm:flex-wrap max-sm:gap-y-0 max-sm:py-1">
      <IconButton
        id="session-bar"
        label="Hide the terminal"
        icon={ArrowLeft}
        {...(hideKeys === null ? {} : { hint: hideKeys })}
        onClick={() => run('session.toggle')}
        className="relative z-20"
      />
      <div className="flex min-w-0 items-center gap-2 max-sm:flex-1">
        <StatusGlyph session={session} />
        <SessionName session={session}>
          <h1 className="min-w-0 font-semibold text-sm" title={session.title ?? session.name}>
            <CutName name={session.name} />
          </h1>
        </SessionName>
        <Place id={session.id} />
      </div>
      <div className="flex min-w-0 flex-1 items-center gap-3 max-sm:order-last max-sm:w-full max-sm:flex-none max-sm:px-2 max-sm:pb-1.5">
        <Tag>{session.provider}</Tag>
        <span className="min-w-0 flex-1 truncate text-left text-ink-2 text-xs [direction:rtl]" title={session.cwd}>
          <bdi>{useShortPath(session.cwd)}</bdi>
        </span>
        <SizeAndOwner id={session.id} />
        {session.status === 'exited' && <span className="min-w-0 truncate text-ink-2 text-xs">{exitWords(session.exit)}</span>}
        <StatusLine session={session} />
      </div>
      <EndOrDismiss session={session} />
      <IconButton
        id={INSPECTOR_BUTTON}
        label="Inspector"
        icon={PanelRight}
        aria-pressed={inspector}
        {...(inspectorKeys === null ? {} : { hint: inspectorKeys })}
        onClick={() => run('inspector.toggle')}
      />
      <SessionMenu />
      <div className="absolute inset-0 z-10 flex-col justify-center overflow-y-auto bg-raised pl-11 not-empty:flex empty:hidden touch:pl-13">
        <TroubleBanners />
      </div>
    </header>
  );
}

function Place({ id }: { id: Session['id'] }) {
  const place = placeOf(useOpenTerminals(), id);
  if (!place) return null;
  return (
    <span className="shrink-0 font-mono text-ink-3 text-xs" title="Place among the open terminals">
      [{place.at}/{place.of}]
    </span>
  );
}

function SizeAndOwner({ id }: { id: Session['id'] }) {
  const { owner, phase, ended } = useTerminalFacts(id);
  if (phase !== 'attached' || ended || owner === 'self') return null;
  return <span className="shrink-0 font-mono text-ink-2 text-xs">watching</span>;
}

/** The one deed that is always in sight: to end the program, or to put away what has ended. */
function EndOrDismiss({ session }: { session: Session }) {
  const { run } = useActions();
  const connected = useConnection().kind === 'connected';
  const keys = useAriaKeys(session.status === 'exited' ? 'session.dismiss' : 'session.end');
  return (
    <Button
      className={session.status === 'exited' ? '' : 'max-sm:hidden'}
      disabled={!connected}
      aria-keyshortcuts={keys}
      onClick={() => run(session.status === 'exited' ? 'session.dismiss' : 'session.end')}
    >
      {session.status === 'exited' ? 'Dismiss' : 'End'}
    </Button>
  );
}
