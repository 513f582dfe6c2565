import type { Session } from '#common/session.ts';
import { projectOf, projectTitles } from '#app/parts/project-titles.ts';

export interface Project {
  /** Its folder. */
  readonly path: string;
  readonly title: string;
  readonly sessions: readonly Session[];
}

/** Sessions by folder: the folders by name, the sessions of each in the order they came in. */
export function projectsOf(sessions: readonly Session[]): Project[] {
  const byPath = new Map<string, Session[]>();
  for (const session of sessions) {
    const path = projectOf(session.cwd);
    const members = byPath.get(path);
    if (members) members.push(session);
    else byPath.set(path, [session]);
  }
  const titles = projectTitles([...byPath.keys()]);
  return [...byPath]
    .map(([path, members]) => ({ path, title: titles.get(path) ?? path, sessions: members }))
    .sort((a, b) => a.title.localeCompare(b.title) || (a.path < b.path ? -1 : 1));
}
