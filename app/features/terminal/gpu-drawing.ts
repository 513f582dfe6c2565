import type { GpuPool } from './gpu-pool.ts';

/** A terminal that is drawn with the GPU. */
export interface Drawn {
  /** The size of the letters or of the page's pixels may have changed. */
  measure(): void;
  /** The terminal draws without the GPU from now on; its context is gone. */
  dispose(): void;
}

export interface GpuDrawingParts {
  readonly pool: GpuPool;
  /** Begins to draw with the GPU. `lost` is called when that ends by itself. Throws when there is no context. */
  readonly draw: (lost: () => void) => Drawn;
  /** It draws otherwise now, and cells may have another size. */
  readonly changed: () => void;
}

/** Draws one terminal with the GPU as long as the page has a context for it, else as the browser draws text. */
export interface GpuDrawing {
  shown(): void;
  hidden(): void;
  measure(): void;
  close(): void;
}

export function createGpuDrawing({ pool, draw, changed }: GpuDrawingParts): GpuDrawing {
  let drawn: Drawn | null = null;
  const user = { giveUp: end };

  function end(): void {
    const one = drawn;
    drawn = null;
    one?.dispose();
  }

  function lost(): void {
    pool.failed();
    pool.giveBack(user);
    end();
    changed();
  }

  return {
    shown() {
      if (!pool.take(user) || drawn !== null) return;
      try {
        drawn = draw(lost);
      } catch (error) {
        console.warn('No terminal is drawn with the GPU.', error);
        pool.failed();
        pool.giveBack(user);
      }
      changed();
    },
    hidden: () => pool.hidden(user),
    measure: () => drawn?.measure(),
    close() {
      pool.giveBack(user);
      end();
    },
  };
}
