import { usePrefixPressed } from '#app/actions/use-action.ts';
import { useConnection } from '#app/live/use-session.ts';
import type { TerminalFacts } from '#app/live/terminal-facts.ts';
import { Button } from '#app/ui/button.tsx';

/** What stands over the terminal while it is not, or not fully, what the program shows. */
export function TerminalNotice({ facts, onRetry }: { facts: TerminalFacts; onRetry: () => void }) {
  const isPrefixed = usePrefixPressed();
  const connected = useConnection().kind === 'connected';
  const own = facts.owner === 'self' || facts.ended !== null || facts.phase !== 'attached';
  return (
    <>
      {facts.loading && connected && (
        <div className="pointer-events-none absolute inset-x-0 top-0 flex justify-center p-2" aria-live="polite">
          <p className={PILL}>Loading the lines above…</p>
        </div>
      )}
      <div className="pointer-events-none absolute inset-x-0 bottom-0 flex flex-col items-center gap-2 p-3" aria-live="polite">
        {facts.notSent && own && <p className={PILL}>{facts.notSent}</p>}
        {isPrefixed && <p className={PILL}>Prefix: the next key counts as if outside of the terminal.</p>}
        {facts.lost && <p className={PILL}>Only its last screen is left: its process is gone.</p>}
        {facts.stale && connected && <p className={PILL}>Catching up…</p>}
        {facts.phase === 'attaching' && connected && <p className={PILL}>Opening the terminal…</p>}
        {facts.phase === 'failed' && facts.problem && (
          <div className={`${PILL} pointer-events-auto flex flex-wrap items-center gap-3`} role="alert">
            <span>{facts.problem.message}</span>
            <Button onClick={onRetry}>Try again</Button>
          </div>
        )}
      </div>
    </>
  );
}

const PILL = 'max-w-full rounded-md border border-line-strong bg-raised px-3 py-1.5 text-ink shadow-float';
