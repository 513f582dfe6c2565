/** Cuts a name before the number at its end, which tells it from the others of its row; without one the end is empty. */
export function splitName(name: string): readonly [head: string, end: string] {
  const end = /\s+#?\d{1,6}$/.exec(name);
  return end === null || end.index === 0 ? [name, ''] : [name.slice(0, end.index), end[0]];
}
