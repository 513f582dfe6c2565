/**
 * What xterm keeps to itself and the page needs: lines can only be put above a screen from within. The names
 * are those of the pinned version, in the browser's and in the headless build; a test says when an update changes one.
 */

interface InnerAttributes {
  /** Number of the link of a cell; 0: none. */
  urlId: number;
}

export interface InnerLine {
  isWrapped: boolean;
  readonly _extendedAttrs: Readonly<Record<number, InnerAttributes | undefined>>;
  clone(): InnerLine;
  /** Cuts it to so many cells. */
  resize(cols: number): void;
}

interface Disposable {
  dispose(): void;
}

interface InnerMarker {
  onDispose(listener: () => void): Disposable;
}

export interface InnerBuffer {
  readonly lines: {
    readonly length: number;
    get(index: number): InnerLine | undefined;
    set(index: number, line: InnerLine): void;
    splice(start: number, removed: number, ...lines: InnerLine[]): void;
    /** The oldest lines are dropped: how many. */
    onTrim(listener: (count: number) => void): Disposable;
  };
  /** Lines above the screen, and those above what is shown. */
  ybase: number;
  ydisp: number;
  savedY: number;
  addMarker(line: number): InnerMarker;
}

interface InnerLink {
  readonly lines: InnerMarker[];
}

export interface Inside {
  /** Scrolls what is shown, as a person does: it stays there when more is printed. */
  readonly _bufferService: { scrollLines(count: number): void };
  readonly buffers: { readonly normal: InnerBuffer; readonly alt: InnerBuffer & { clear(): void }; readonly active: InnerBuffer };
  readonly _oscLinkService: {
    registerLink(data: { readonly id?: string; readonly uri: string }): number;
    getLinkData(id: number): { readonly id?: string; readonly uri: string } | undefined;
    readonly _dataByLinkId: ReadonlyMap<number, InnerLink>;
    _removeMarkerFromLink(link: InnerLink, marker: InnerMarker): void;
  };
}

/** Live. */
export function insideOf(terminal: object): Inside {
  return (terminal as { readonly _core: Inside })._core;
}
