/**
 * xterm's DOM renderer makes `<style>` elements, which the page's content security policy refuses unless they carry its
 * nonce. They are all made while the terminal opens, or goes back to that renderer, so for that long every new style element
 * gets the nonce of the page's own scripts. Later changes of their text are allowed, because the element keeps its nonce.
 */
export function withStyleNonce(page: Document, run: () => void): void {
  const nonce = page.querySelector<HTMLElement>('script[nonce]')?.nonce;
  if (!nonce) return run();
  const create = page.createElement;
  page.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create.call(page, name, options);
    if (name === 'style') element.nonce = nonce;
    return element;
  }) as typeof page.createElement;
  try {
    run();
  } finally {
    // The method lives on the prototype; taking ours away shows it again.
    Reflect.deleteProperty(page, 'createElement');
  }
}
