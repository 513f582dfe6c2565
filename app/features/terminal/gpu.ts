import type { Terminal } from '@xterm/xterm';
import type { Drawn } from './gpu-drawing.ts';
import { isHardware, readRenderer } from './gpu-kind.ts';
import { createGpuPool, type GpuPool } from './gpu-pool.ts';

/** The GPU of a page that has one. */
export interface Gpu {
  readonly pool: GpuPool;
  draw(terminal: Terminal, lost: () => void): Drawn;
}

/** Finds out once whether terminals can be drawn with a GPU, and loads the code for it only then. */
export interface GpuSource {
  /** Null when the browser draws the text: there is no GPU, it is played by the processor, or the code did not load. */
  load(): Promise<Gpu | null>;
}

export function createGpuSource(page: () => Document): GpuSource {
  const pool = createGpuPool();
  let loading: Promise<Gpu | null> | null = null;

  async function begin(): Promise<Gpu | null> {
    if (!isHardware(readRenderer(page()))) return null;
    const { drawWithGpu } = await import('./gpu-renderer.ts');
    return { pool, draw: drawWithGpu };
  }

  return {
    load() {
      loading ??= begin().catch((error: unknown) => {
        console.warn('The code that draws with the GPU did not load.', error);
        loading = null; // the next terminal tries again
        return null;
      });
      return loading;
    },
  };
}
