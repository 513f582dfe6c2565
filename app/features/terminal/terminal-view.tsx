'use client';

import '@xterm/xterm/css/xterm.css';
import './terminal.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SessionId } from '#common/session.ts';
import { useKeyWords } from '#app/actions/key-hint.tsx';
import { useAction } from '#app/actions/use-action.ts';
import { useConnection, useHost, useSession, useTerminalFacts } from '#app/live/use-session.ts';
import { Button } from '#app/ui/button.tsx';
import { ClipboardBar } from './clipboard-bar.tsx';
import type { ClipboardAnswer } from './clipboard-guard.ts';
import { PasteProgressBar } from './paste-progress-bar.tsx';
import { PasteQuestion } from './paste-question.tsx';
import { KeyRow } from './key-row.tsx';
import { LinkTip } from './link-tip.tsx';
import { openLink } from './link-target.ts';
import type { OpenTerminal, ShownLink } from './open-terminal.ts';
import { TerminalNotice } from './terminal-notice.tsx';
import { useTerminalKeeper } from './terminals-provider.tsx';
import { useKeyboardInset } from './use-keyboard-inset.ts';

/** Where the focus goes when it leaves the terminal by keyboard. */
export const LEAVE_TO = 'session-bar';

/** The terminal of one session, as large as its room. */
export function TerminalView({ id }: { id: SessionId }) {
  const keeper = useTerminalKeeper();
  const session = useSession(id);
  const host = useHost(session?.hostId);
  const facts = useTerminalFacts(id);
  const place = useRef<HTMLDivElement>(null);
  const offer = useRef<HTMLDivElement>(null);
  const terminal = useRef<OpenTerminal | null>(null);
  const [risky, setRisky] = useState<string | null>(null);
  const [link, setLink] = useState<ShownLink | null>(null);
  const [missing, setMissing] = useState(false);
  const [ctrl, setCtrl] = useState(false);
  const covered = useKeyboardInset();
  const leaveKey = useKeyWords('terminal.leave', 'terminal');
  const isCutOff = useConnection().kind === 'lost';
  const watching = facts.phase === 'attached' && facts.owner !== 'self' && !facts.ended;

  // A layout effect: a terminal that is kept stands in its place before the page is painted.
  useLayoutEffect(() => {
    let gone = false;
    keeper.open(id).then(
      (opened) => {
        if (gone || !place.current) return;
        terminal.current = opened;
        opened.show(place.current, { onRiskyPaste: setRisky, onLink: setLink });
      },
      (error: unknown) => {
        console.error('The code of the terminal did not load.', error);
        if (!gone) setMissing(true);
      },
    );
    return () => {
      gone = true;
      terminal.current?.hide();
      terminal.current = null;
    };
  }, [id, keeper]);

  useEffect(() => {
    // Without the server the grid stays as it is, however the window changes.
    const foreign = watching || facts.ended !== null || facts.lost || isCutOff;
    terminal.current?.setScaled(foreign ? (offer.current?.offsetHeight ?? 0) : null);
  }, [watching, facts.ended, facts.lost, isCutOff]);

  useEffect(() => {
    if (host?.state === 'connected') terminal.current?.retry();
  }, [host?.state]);

  useAction('terminal.focus', () => terminal.current?.focus());
  useAction('terminal.leave', () => document.getElementById(LEAVE_TO)?.focus());
  useAction('terminal.copy', () => terminal.current?.copy());
  useAction('terminal.reset', facts.phase === 'attached' && !facts.ended ? resetTerminal : null);

  function resetTerminal(): void {
    terminal.current?.reset();
    terminal.current?.focus();
  }

  function toggleCtrl(): void {
    terminal.current?.holdCtrl(ctrl ? null : () => setCtrl(false));
    setCtrl(!ctrl);
  }

  function answerPaste(text: string | null): void {
    setRisky(null);
    if (text !== null) terminal.current?.paste(text);
    terminal.current?.focus();
  }

  function answerClipboard(answer: ClipboardAnswer): void {
    terminal.current?.answerClipboard(answer);
    terminal.current?.focus();
  }

  function followLink({ target }: ShownLink): void {
    openLink(target);
    setLink(null);
  }

  function cancelPaste(): void {
    terminal.current?.cancelPaste();
    terminal.current?.focus();
  }

  return (
    <section
      className="relative flex min-h-0 flex-1 flex-col bg-t-ground"
      aria-label={`Terminal ${session?.name ?? ''}`.trim()}
      style={{ paddingBottom: covered }}
    >
      <p className="sr-only">All keys go to the program. {leaveKey && `${leaveKey} leaves the terminal.`}</p>
      <div className="relative min-h-0 flex-1">
        <div ref={place} />
        {missing ? <CodeMissing /> : <TerminalNotice facts={facts} onRetry={() => terminal.current?.retry()} />}
        {link && <LinkTip link={link} onOpen={() => followLink(link)} onClose={() => setLink(null)} />}
        {facts.clipboard && <ClipboardBar key={facts.clipboard.serial} text={facts.clipboard.text} onAnswer={answerClipboard} />}
        {facts.paste && <PasteProgressBar paste={facts.paste} onCancel={cancelPaste} />}
        {watching && (
          // Lies over the room and takes none of it: the room's size must not depend on who owns the terminal.
          <div
            ref={offer}
            className="absolute inset-x-0 bottom-0 flex items-center gap-3 border-line border-t bg-surface px-3 py-2 text-ink-2"
          >
            <p className="line-clamp-2 min-w-0 flex-1" aria-live="polite">
              {facts.notSent ??
                (facts.owner === 'other' ? 'Another page or terminal types here and sets the size.' : 'Nobody types here now.')}
            </p>
            <Button
              tone={facts.notSent ? 'primary' : 'plain'}
              onClick={() => {
                terminal.current?.takeOver();
                terminal.current?.focus();
              }}
            >
              Take over
            </Button>
          </div>
        )}
      </div>
      {!facts.ended && <KeyRow ctrl={ctrl} onCtrl={toggleCtrl} onPress={(key) => terminal.current?.press(key)} />}
      {risky !== null && <PasteQuestion text={risky} onAnswer={answerPaste} />}
    </section>
  );
}

/** The server went, or another version came, before the terminal's code was loaded. */
function CodeMissing() {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 p-4">
      <p>The terminal could not be loaded from the server. The session runs on.</p>
      <Button onClick={() => window.location.reload()}>Reload the page</Button>
    </div>
  );
}
