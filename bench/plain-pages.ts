import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestListener } from 'node:http';

// What a page costs at the least: xterm on the bare server's WebSocket, and a hundred cards that never change.

/** As large as ours in the window that is measured in: what is drawn anew with a key depends on it. */
const GRID = { cols: 151, rows: 46 };
const CARDS = 100;
const LINES = 12;
const { resolve } = createRequire(import.meta.url);

const terminal = (): string => `<!doctype html><title>plain</title>
<link rel="stylesheet" href="/xterm.css"><script src="/xterm.js"></script>
<style>body{margin:0;background:#0c0d10}</style><div id="room"></div>
<script>
  const terminal = new Terminal({ cols: ${GRID.cols}, rows: ${GRID.rows}, scrollback: 5000, fontSize: 13, lineHeight: 1.1 });
  terminal.open(document.getElementById('room'));
  const socket = new WebSocket('ws://' + location.host);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => terminal.write(new Uint8Array(data));
  terminal.onData((text) => socket.send(new TextEncoder().encode(text)));
  terminal.focus();
</script>`;

const cards = (): string => `<!doctype html><title>cards</title>
<style>
  body{margin:0;font:13px sans-serif;background:#0c0d10;color:#d5d9de}
  main{display:grid;grid-template-columns:repeat(3,1fr);gap:12px;padding:12px}
  article{border:1px solid #333;border-radius:8px;padding:12px} pre{margin:8px 0 0;font:11px monospace}
</style>
<main>${`<article><b>a card</b><pre>${'a line of text as long as those of a preview are\n'.repeat(LINES)}</pre></article>`.repeat(CARDS)}</main>`;

/** Serves them: `/` the terminal, `/cards` the cards. */
export const plainPages: RequestListener = ({ url }, response) => {
  if (url === '/xterm.js') return void response.setHeader('content-type', 'text/javascript').end(asset('lib/xterm.js'));
  if (url === '/xterm.css') return void response.setHeader('content-type', 'text/css').end(asset('css/xterm.css'));
  response.setHeader('content-type', 'text/html; charset=utf-8').end(url === '/cards' ? cards() : terminal());
};

const asset = (path: string): Buffer => readFileSync(resolve(`@xterm/xterm/${path}`));
