import { describe, expect, it } from 'vitest';
import { needsServer } from './needs-server.ts';

const at = (path: string) => new URL(path, 'http://127.0.0.1:4000');

describe('a way through the page asks the server', () => {
  it.each([
    ['/', '/s/abcdefghijkl', true],
    ['/s/abcdefghijkl', '/', true],
    ['/', '/waiting', true],
    ['/', '/?q=web', true],
    ['/s/abcdefghijkl', '/s/abcdefghijkm', false],
    ['/', '/', false],
    ['/', '/#content', false],
    ['/', 'https://example.org/', false],
  ])('from %s to %s: %s', (from, to, expected) => expect(needsServer(at(from), at(to))).toBe(expected));
});
