import type { Session } from '#common/session.ts';

/** Processes that a session's program left running outside of its terminal. Nothing when there are none. */
export function Leftovers({ session }: { session: Session }) {
  const leftovers = session.exit?.leftovers ?? [];
  if (leftovers.length === 0) return null;
  return (
    <details className="text-ink-2 text-xs">
      <summary className="min-h-10 cursor-pointer content-center sm:min-h-0">
        {leftovers.length === 1 ? 'One process it started still runs' : `${leftovers.length} processes it started still run`}
      </summary>
      <ul className="mt-1 flex flex-col gap-0.5 font-mono">
        {leftovers.map((leftover) => (
          <li key={leftover.pid} className="[overflow-wrap:anywhere]">
            {leftover.pid} {leftover.command}
          </li>
        ))}
      </ul>
    </details>
  );
}
