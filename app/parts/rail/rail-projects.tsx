'use client';

import { ChevronRight } from 'lucide-react';
import { memo, useId, useMemo, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useLastKnownAt, useSessions } from '#app/live/use-session.ts';
import { Age } from '#app/parts/age.tsx';
import { CutName } from '#app/parts/cut-name.tsx';
import { SessionLink } from '#app/parts/session-link.tsx';
import { sessionAt } from '#app/parts/session-path.ts';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { STATUS_WORDS } from '#app/parts/status-words.ts';
import { type Project, projectsOf } from './projects.ts';

/** Every session, under its folder. `path`: of the page that is shown. */
export function RailProjects({ path }: { path: string }) {
  const sessions = useSessions();
  const projects = useMemo(() => projectsOf(sessions), [sessions]);
  const here = sessionAt(path);
  return (
    <nav aria-label="Sessions by project" className="mt-3 min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3">
      {projects.length > 0 && <h2 className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-3">Projects</h2>}
      {projects.map((project) => (
        <RailProject key={project.path} project={project} here={here} />
      ))}
    </nav>
  );
}

function RailProject({ project, here }: { project: Project; here: string | null }) {
  const [open, setOpen] = useState(true);
  const list = useId();
  return (
    <section aria-label={project.title}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={list}
        data-tip={project.path}
        onClick={() => setOpen(!open)}
        className="group flex h-7.5 w-full items-center gap-1 rounded-md px-2 font-medium -outline-offset-2 hover:bg-raised touch:h-10"
      >
        <span className="min-w-0 truncate">{project.title}</span>
        <ChevronRight
          aria-hidden="true"
          className="size-3 shrink-0 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 group-aria-[expanded=false]:opacity-100 group-aria-[expanded=true]:rotate-90"
        />
        <span className="ml-auto pl-1 font-medium font-mono text-2xs text-ink-3 tabular-nums">{project.sessions.length}</span>
      </button>
      <ul id={list} hidden={!open}>
        {project.sessions.map((session) => (
          <RailSession key={session.id} session={session} here={session.id === here} />
        ))}
      </ul>
    </section>
  );
}

const RailSession = memo(function RailSession({ session, here }: { session: Session; here: boolean }) {
  const lastKnownAt = useLastKnownAt(session);
  return (
    // Rows out of sight are not drawn, nor do their glyphs turn.
    <li className="[contain-intrinsic-size:auto_28px] [content-visibility:auto]">
      <SessionLink
        to={session.id}
        aria-current={here ? 'page' : undefined}
        aria-label={`${session.name}, ${lastKnownAt === null ? '' : 'last known: '}${STATUS_WORDS[session.status]}`}
        data-tip={session.name}
        className="flex h-7 items-center gap-2 rounded-md pr-2 pl-4 text-ink-2 -outline-offset-2 hover:bg-raised hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink touch:h-10"
      >
        <StatusGlyph session={session} />
        <span className="min-w-0 flex-1">
          <CutName name={session.name} />
        </span>
        <span className="shrink-0 text-ink-3 [&>time]:text-2xs">
          <Age since={session.statusSince} until={lastKnownAt} />
        </span>
      </SessionLink>
    </li>
  );
});
