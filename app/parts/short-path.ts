/** A path as people read it: the home folder it lies in, of these, is `~`. */
export function shortPath(path: string, homes: readonly string[]): string {
  for (const home of homes) {
    if (home === '/' || home === '') continue;
    if (path === home) return '~';
    if (path.startsWith(`${home}/`)) return `~${path.slice(home.length)}`;
  }
  return path;
}

/** A word to search paths for: what follows a `~`, since the paths themselves are whole. */
export function searchedPath(word: string): string {
  return word.startsWith('~/') ? word.slice(1) : word;
}
