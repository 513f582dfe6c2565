import { beforeEach, expect, it } from 'vitest';
import { HostSide } from './host-side.ts';
import { PageSide } from './page-side.ts';

/** Somebody reads above the screen while the terminal is restored: after it fell behind, or since its grid changed. */

const SCROLLBACK = 40;
let host: HostSide;
let page: PageSide;

beforeEach(() => {
  host = new HostSide(SCROLLBACK);
  page = new PageSide(SCROLLBACK);
  for (let line = 0; line < 30; line += 1) print(`line ${line}\r\n`);
  page.restore(host.screen);
  getLines();
});

function print(text: string): void {
  host.take(text);
}

function getLines(): void {
  while (page.lines.wanted.before > 0) page.fill({ viewer: 1, ...host.lines.piece(page.lines.wanted) });
}

/** The line at the top of what is shown. */
function top(): string {
  const { active } = page.terminal.buffer;
  return active.getLine(active.viewportY)?.translateToString(true) ?? '';
}

it('it stays where it was, also when the lines come later, and when more is printed', () => {
  page.terminal.scrollToLine(12);
  expect(top()).toBe('line 12');
  print('more\r\n'.repeat(5));
  page.restore(host.screen);
  getLines();
  expect(top()).toBe('line 12');
  page.write('more\r\n'.repeat(3));
  expect(top()).toBe('line 12');
});

it('it stays when older lines were dropped, as long as its own is there; then it is at the oldest', () => {
  page.terminal.scrollToLine(12);
  print('more\r\n'.repeat(20)); // 46 above the screen, of which 40 are kept
  page.restore(host.screen);
  getLines();
  expect(top()).toBe('line 12');
  print('last\r\n'.repeat(100));
  page.restore(host.screen);
  getLines();
  expect([top(), page.terminal.buffer.active.viewportY]).toEqual(['last', 0]);
});

it('it stays as far above the screen when the grid changed', () => {
  page.terminal.scrollToLine(20);
  host.take({ cols: 20, rows: 5 });
  page.restore(host.screen);
  expect(page.terminal.buffer.active.viewportY).toBe(20); // and what is there comes
  getLines();
  expect(top()).toBe('line 20');
});

it('who reads the screen goes on reading the screen, and a full-screen program has it', () => {
  print('more\r\n'.repeat(5));
  page.restore(host.screen);
  expect(page.terminal.buffer.active.viewportY).toBe(host.screen.above.above);
  page.terminal.scrollToLine(3);
  print('\x1b[?1049hfull');
  page.restore(host.screen);
  expect(page.terminal.buffer.active.viewportY).toBe(0);
  expect(page.terminal.buffer.active.type).toBe('alternate');
});
