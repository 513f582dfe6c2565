/** How renderers name themselves that paint on the processor: slower than the browser's own text, and at the cost of the agents. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|microsoft basic render|\bwarp\b|software/i;

/** Whether a renderer of this name is a GPU. No name says nothing: a browser that hides it draws the text itself. */
export function isHardware(renderer: string | null): boolean {
  return renderer !== null && renderer.trim() !== '' && !SOFTWARE.test(renderer);
}

/** Name of what paints WebGL in this browser; null without WebGL 2, or when it says that it is slow. Takes some 30 ms. */
export function readRenderer(page: Document): string | null {
  const gl = page.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return null;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : null;
}
