/** One session of a row that can be put in order. */
export interface Placed {
  readonly id: string;
  readonly rank: number;
}

/**
 * What to write so that the session at `from` comes to stand at `to` (both counted in `row`, which is in order): mostly
 * its own rank, half-way between its new neighbours. Where there is no number between those, the ones after it make room.
 */
export function ranksAfterMove(row: readonly Placed[], from: number, to: number): Placed[] {
  const moved = row[from];
  if (moved === undefined || from === to || to < 0 || to >= row.length) return [];
  const next = row.toSpliced(from, 1).toSpliced(to, 0, moved);
  const before = next[to - 1]?.rank;
  const after = next[to + 1]?.rank;
  const rank = between(before, after);
  if (rank !== null) return [{ id: moved.id, rank }];
  const changes: Placed[] = [];
  let last = before ?? 0;
  for (const each of next.slice(to)) {
    if (each !== moved && each.rank > last) break;
    last += 1;
    changes.push({ id: each.id, rank: last });
  }
  return changes;
}

/** A number between two, or beyond one of them; null when there is none. */
function between(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return after === undefined ? 0 : after - 1;
  if (after === undefined) return before + 1;
  const middle = before + (after - before) / 2;
  return middle > before && middle < after ? middle : null;
}
