import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { insideOf } from '#common/xterm-inside.ts';
import { findLinks } from './find-links.ts';
import { readLinkTarget } from './link-target.ts';

describe('addresses in a text', () => {
  it.each([
    ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
    ['(https://example.org/wiki/A_(b)), and <http://localhost:3000/>', ['https://example.org/wiki/A_(b)', 'http://localhost:3000/']],
    ['[docs](https://example.org)', ['https://example.org']],
    ['│https://example.org/x│', ['https://example.org/x']],
    ['HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
    ['https://bücher.example/ü', ['https://bücher.example/ü']],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd ftp://a.b vscode://x', []],
    ['https:// http://', []],
    ['xhttps://example.org', []],
  ])('%j', (text, found) => expect(findLinks(text).map(({ start, end }) => text.slice(start, end))).toEqual(found));

  it('are found in a long line of brackets, too', () => {
    const text = `https://example.org/${'(]'.repeat(50_000)}${')'.repeat(100_000)}`;
    expect(findLinks(text)).toHaveLength(1);
  });
});

describe('the target of a link', () => {
  it.each([
    ['https://example.org/a b', 'https://example.org/a%20b', 'example.org'],
    ['https://аpple.com/', 'https://xn--pple-43d.com/', 'xn--pple-43d.com'],
    ['https://github.com@evil.example/x', 'https://github.com@evil.example/x', 'evil.example'],
    ['http://localhost:5173', 'http://localhost:5173/', 'localhost:5173'],
    ['https://example.org/\u202egnp.exe', 'https://example.org/%E2%80%AEgnp.exe', 'example.org'],
    ['https://exa\nmple.org', 'https://example.org/', 'example.org'],
  ])('%j is shown in ASCII, with its server', (address, shown, host) => {
    expect(readLinkTarget(address, 'here')).toEqual({ address: shown, host, claims: null });
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'vscode://file/x',
    'blob:https://example.org/1',
    'about:blank',
    '//example.org',
    'example.org',
    '',
    `https://example.org/${'x'.repeat(5000)}`,
  ])('%j is not opened', (address) => expect(readLinkTarget(address, 'here')).toBeNull());

  it.each([
    ['https://github.com/login', 'https://evil.example/', 'github.com'],
    ['github.com/login', 'https://evil.example/', 'github.com'],
    ['www.github.com', 'https://evil.example/', 'www.github.com'],
    ['https://github.com/login', 'https://github.com.evil.example/', 'github.com'],
    ['https://github.com/a', 'https://github.com/b', null],
    ['src/index.ts', 'https://example.org/', null],
    ['index.ts', 'https://example.org/', null],
    ['#123', 'https://example.org/', null],
  ])('behind %j to %s claims another server: %s', (text, address, claims) => {
    expect(readLinkTarget(address, text)?.claims).toBe(claims);
  });
});

describe('links of a terminal', () => {
  it('marked by a program are kept with their address', async () => {
    const { muteReplies } = await import('./mute-replies.ts');
    const terminal = new Terminal({ allowProposedApi: true, cols: 40, rows: 4 });
    muteReplies(terminal.parser);
    await new Promise<void>((done) => terminal.write('\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\', done));
    expect(insideOf(terminal)._oscLinkService.getLinkData(1)?.uri).toBe('https://example.org');
  });
});
