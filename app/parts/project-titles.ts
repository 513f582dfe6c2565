/** The folder that a session belongs to: its own, without slashes at the end. */
export function projectOf(cwd: string): string {
  return cwd.length > 1 ? cwd.replace(/\/+$/, '') : cwd;
}

/** The last name of each path, with as many of the names before it as tell it from the others. */
export function projectTitles(paths: readonly string[]): Map<string, string> {
  const tail = (path: string, names: number) => path.split('/').filter(Boolean).slice(-names).join('/') || path;
  const titles = new Map<string, string>();
  for (const path of paths) {
    const depth = path.split('/').length;
    let names = 1;
    while (names < depth && paths.some((other) => other !== path && tail(other, names) === tail(path, names))) names += 1;
    titles.set(path, tail(path, names));
  }
  return titles;
}
