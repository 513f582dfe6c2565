import { useBoard } from '#app/live/use-session.ts';
import { shortPath } from './short-path.ts';

/** A path of one of the machines as people read it: with `~` for the home folder. */
export function useShortPath(path: string): string {
  const hosts = useBoard((board) => board.hosts);
  return shortPath(
    path,
    [...hosts.values()].map(({ home }) => home),
  );
}
