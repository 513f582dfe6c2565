import { createHash } from 'node:crypto';
import { LOGIN_SCRIPT } from './login-script.ts';

/** The gate's own page: one file without anything to fetch but an icon, because nothing else may be loaded yet. */
export interface LoginPage {
  readonly html: string;
  /** SHA-256 in base64 of its script and its style, for its policy. */
  readonly hashes: { readonly script: string; readonly style: string };
}

/** The colours are those of the app's tokens, which are behind the gate. */
const STYLE = `
:root { color-scheme: dark; --ground: #0a0b0d; --surface: #101215; --raised: #16191d; --line: #1f2328; --edge: #656e7a;
  --ink: #e8eaed; --ink-2: #a3abb6; --accent: #7cc4ff; --failed: #ff6b6b; }
@media (prefers-color-scheme: light) {
  :root { color-scheme: light; --ground: #f6f7f8; --surface: #ffffff; --raised: #f1f3f5; --line: #e4e7eb; --edge: #7d8792;
    --ink: #15181c; --ink-2: #4d5661; --accent: #0b6bcb; --failed: #c62f2f; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: 16px; background: var(--ground); color: var(--ink);
  font: 14px/20px "Geist Variable", Geist, system-ui, sans-serif; }
main { width: 100%; max-width: 400px; padding: 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 8px; font-size: 16px; line-height: 24px; font-weight: 600; }
p { margin: 0; color: var(--ink-2); overflow-wrap: anywhere; }
p.failed { color: var(--failed); }
form { margin-top: 20px; }
label { display: block; margin-bottom: 4px; font-size: 12px; line-height: 16px; color: var(--ink-2); }
.row { display: flex; gap: 8px; }
input { flex: 1; min-width: 0; height: 36px; padding: 0 12px; font: 13px/20px "Geist Mono Variable", "Geist Mono", ui-monospace, monospace;
  color: var(--ink); background: var(--raised); border: 1px solid var(--edge); border-radius: 5px; }
button, a.button { display: inline-block; height: 36px; padding: 8px 16px; font: inherit; font-weight: 500; text-decoration: none;
  color: var(--ground); background: var(--ink); border: 0; border-radius: 5px; cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
a.button { margin-top: 16px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

export function createLoginPage(): LoginPage {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Beckon: log in</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Beckon</h1>
<p id="status" role="status">Opening Beckon…</p>
<noscript><p>This page needs JavaScript.</p></noscript>
<a id="open" class="button" href="/" hidden>Open Beckon</a>
<form id="paste" autocomplete="off" hidden>
<label for="link">Paste a link</label>
<div class="row"><input id="link" name="link" required spellcheck="false" autocapitalize="none"><button id="send">Open</button></div>
</form>
</main>
<script>${LOGIN_SCRIPT}</script>
</body>
</html>
`;
  return { html, hashes: { script: sha256(LOGIN_SCRIPT), style: sha256(STYLE) } };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
