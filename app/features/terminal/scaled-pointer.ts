import type { Terminal } from '@xterm/xterm';

interface Place {
  readonly clientX: number;
  readonly clientY: number;
}

type Measured<Rest extends unknown[], Found> = (place: Place, element: HTMLElement, ...rest: Rest) => Found;

/** What xterm keeps to itself and this needs; a story tells when an update renames it. */
interface WithPointer {
  readonly _core: {
    readonly screenElement: HTMLElement;
    readonly _mouseService: { getCoords: Measured<unknown[], unknown>; getMouseReportCoords: Measured<unknown[], unknown> };
    /** How far beyond the screen a selection is dragged, which scrolls it. */
    readonly _selectionService: { _getMouseEventScrollAmount(place: Place): number };
  };
}

/**
 * xterm measures where the pointer is in pixels of the page, and the cells in those of the terminal. Where the terminal is scaled
 * they are not the same: clicks, selections, links and mouse reports would miss. `scale`: pixels of the page for one of the
 * terminal's. The terminal must be open.
 */
export function scalePointer(terminal: Terminal, scale: () => number): void {
  const { screenElement, _mouseService: mouse, _selectionService: selection } = (terminal as unknown as WithPointer)._core;

  function unscaled({ clientX, clientY }: Place, element: HTMLElement): Place {
    const { left, top } = element.getBoundingClientRect();
    return { clientX: left + (clientX - left) / scale(), clientY: top + (clientY - top) / scale() };
  }

  const { getCoords, getMouseReportCoords } = mouse;
  mouse.getCoords = (place, element, ...rest) => getCoords.call(mouse, unscaled(place, element), element, ...rest);
  mouse.getMouseReportCoords = (place, element, ...rest) => getMouseReportCoords.call(mouse, unscaled(place, element), element, ...rest);
  const amount = selection._getMouseEventScrollAmount;
  selection._getMouseEventScrollAmount = (place) => amount.call(selection, unscaled(place, screenElement));

  // xterm has just put its field under the pointer, for the browser's own menu to copy from.
  terminal.element?.addEventListener('contextmenu', () => {
    const { textarea } = terminal;
    if (!textarea || scale() === 1) return;
    for (const side of ['left', 'top', 'width', 'height'] as const) {
      textarea.style[side] = `${Number.parseFloat(textarea.style[side]) / scale()}px`;
    }
  });
}
