import type { Terminal } from '@xterm/xterm';
import { WebglAddon } from '@xterm/addon-webgl';
import type { Drawn } from './gpu-drawing.ts';
import { withStyleNonce } from './style-nonce.ts';
import { gpuDim, type ResolvedCell } from './gpu-dim.ts';

/** What the renderer keeps to itself and the page needs; the names are those of the pinned version, a story tests them. */
interface InnerRenderer {
  readonly _gl: WebGL2RenderingContext;
  readonly _cellColorResolver: {
    readonly result: ResolvedCell;
    resolve(cell: ResolvedCell, x: number, y: number, cellWidth: number): void;
  };
}

/**
 * Draws this terminal, which stands in the page, with the GPU. `lost` is called when the browser takes the context away. Throws
 * when it gives none.
 */
export function drawWithGpu(terminal: Terminal, lost: () => void): Drawn {
  const { element } = terminal;
  if (!element) throw new Error('The terminal is not open.');
  const addon = new WebglAddon();
  try {
    terminal.loadAddon(addon);
  } catch (error) {
    addon.dispose();
    throw error;
  }
  const { _gl: gl, _cellColorResolver: colours } = (addon as unknown as { readonly _renderer: InnerRenderer })._renderer;
  const resolve = colours.resolve.bind(colours);
  colours.resolve = (cell, ...rest) => {
    resolve(cell, ...rest);
    gpuDim(cell, colours.result);
  };

  // Before the renderer's own listener, which shows an empty canvas for three seconds and waits for the context to come back.
  function takeLoss(event: Event): void {
    event.stopPropagation();
    lost();
  }
  element.addEventListener('webglcontextlost', takeLoss, true);

  /**
   * The renderer cuts the width of a cell off to whole pixels of the screen, which makes 7.8 a 7. With one pixel between the letters
   * it is rounded, and text is as wide as the browser draws it, to half a pixel.
   */
  function measure(): void {
    const { width } = (terminal as unknown as { readonly _core: { readonly _charSizeService: { readonly width: number } } })._core
      ._charSizeService;
    terminal.options.letterSpacing = (width * window.devicePixelRatio) % 1 >= 0.5 ? 1 : 0;
  }
  measure();

  return {
    measure,
    dispose() {
      element.removeEventListener('webglcontextlost', takeLoss, true);
      withStyleNonce(element.ownerDocument, () => addon.dispose()); // the browser's drawing begins anew, with its styles
      terminal.options.letterSpacing = 0;
      // Otherwise it counts among the page's until its memory is collected.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
