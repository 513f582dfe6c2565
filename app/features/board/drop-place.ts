/** A card on the page, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Between which cards something would be dropped: before the one at `at`, or after the last. `edge` is where to show it. */
export interface DropPlace {
  readonly at: number;
  readonly edge: { readonly box: number; readonly side: 'before' | 'after' };
}

/**
 * Where a point falls among boxes that stand in reading order. In a grid the nearer half of the nearest card of the row
 * counts, left or right; in a column (`vertical`) the upper or the lower half.
 */
export function dropPlace(boxes: readonly Box[], point: { readonly x: number; readonly y: number }, vertical: boolean): DropPlace | null {
  let nearest: { box: number; distance: number } | null = null;
  for (const [box, each] of boxes.entries()) {
    const dx = Math.max(each.left - point.x, 0, point.x - each.right);
    const dy = Math.max(each.top - point.y, 0, point.y - each.bottom);
    const distance = dx * dx + dy * dy;
    if (nearest === null || distance < nearest.distance) nearest = { box, distance };
  }
  const box = nearest && boxes[nearest.box];
  if (nearest === null || box === null || box === undefined) return null;
  const isAfter = vertical ? point.y > (box.top + box.bottom) / 2 : point.x > (box.left + box.right) / 2;
  return { at: isAfter ? nearest.box + 1 : nearest.box, edge: { box: nearest.box, side: isAfter ? 'after' : 'before' } };
}
