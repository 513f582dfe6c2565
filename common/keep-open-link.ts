import type { InnerLink, Inside } from './xterm-inside.ts';

/**
 * xterm forgets a link with the last line it is on, also while a program goes on writing it: after the screen was erased between the
 * opening and the text, the text leads nowhere. Here the link that is open stays; an open link that is on no line is forgotten when
 * another one is in its place.
 */
export function keepOpenLink({ _inputHandler, _oscLinkService: links }: Inside): void {
  const forget = links._removeMarkerFromLink.bind(links);
  let kept: InnerLink | null = null;
  const isOpen = (link: InnerLink) => _inputHandler._curAttrData.extended.urlId === link.id;
  const release = (link: InnerLink | null) => {
    if (link === null || isOpen(link) || link.lines.some((line) => !line.isDisposed)) return;
    for (const line of [...link.lines]) forget(link, line);
  };
  links._removeMarkerFromLink = (link, marker) => {
    const isOnNoOther = link.lines.every((line) => line === marker || line.isDisposed);
    if (!isOnNoOther) return forget(link, marker);
    if (kept !== link) release(kept);
    kept = link;
    // Its last marker stays with it: a link without any is one that is forgotten.
    release(link);
  };
}
