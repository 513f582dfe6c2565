import type { InnerLine, Inside } from '#common/xterm-inside.ts';

/**
 * Makes the links of lines that come from another terminal links of this one: each terminal numbers them by itself, and forgets
 * those of which no line says that it has them. Gives what does so for one line that gets this index.
 */
export function linkBringer(from: Inside, to: Inside): (line: InnerLine, index: number) => void {
  const ids = new Map<number, number>();
  /** Cells that were printed with one pen share their attributes. */
  const brought = new Set<object>();

  function idOf(id: number): number {
    const known = ids.get(id);
    if (known !== undefined) return known;
    const data = from._oscLinkService.getLinkData(id);
    const brought = data === undefined ? 0 : to._oscLinkService.registerLink(data);
    ids.set(id, brought);
    return brought;
  }

  function mark(id: number, index: number): void {
    const link = to._oscLinkService._dataByLinkId.get(id);
    if (link === undefined) return;
    const marker = to.buffers.normal.addMarker(index);
    link.lines.push(marker);
    marker.onDispose(() => to._oscLinkService._removeMarkerFromLink(link, marker));
  }

  return (line, index) => {
    const here = new Set<number>();
    for (const attributes of Object.values(line._extendedAttrs)) {
      if (attributes === undefined || attributes.urlId === 0) continue;
      if (!brought.has(attributes)) {
        attributes.urlId = idOf(attributes.urlId);
        brought.add(attributes);
      }
      here.add(attributes.urlId);
    }
    for (const id of here) mark(id, index);
  };
}
