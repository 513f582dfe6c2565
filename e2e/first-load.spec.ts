import { expect, openTerminal, test } from './fixtures.ts';

/** Bytes of script, as gzip makes them, that the board may bring before a terminal is opened. */
const SCRIPT_MAX = 300_000;

test('the board names little script to begin with, and the terminal is not in it', async ({ board, hub }) => {
  const named = await board.evaluate(async () => {
    // The page as the server gives it: what the browser adds to it later is not in it.
    const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
    const addresses = [...page.querySelectorAll('script[src]:not([nomodule]), link[rel=modulepreload], link[rel=preload][as=script]')].map(
      (element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '',
    );
    return Promise.all(
      [...new Set(addresses)].map(async (address) => {
        const text = await (await fetch(address)).text();
        const zipped = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')));
        return { bytes: (await zipped.arrayBuffer()).byteLength, hasTerminal: text.includes('xterm-helper-textarea') };
      }),
    );
  });
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter(({ hasTerminal }) => hasTerminal)).toEqual([]);
  expect(named.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(SCRIPT_MAX);

  await hub.create({ name: 'later' });
  await openTerminal(board, 'later');
});
