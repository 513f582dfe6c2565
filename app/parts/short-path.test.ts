import { expect, test } from 'vitest';
import { shortPath } from './short-path.ts';

test.each([
  ['/home/ann/code/web', '~/code/web'],
  ['/home/ann', '~'],
  ['/home/ann/', '~/'],
  ['/home/anna/web', '/home/anna/web'],
  ['/srv/home/ann/web', '/srv/home/ann/web'],
  ['/Users/ann/web', '~/web'],
])('%s is read as %s', (path, words) => {
  expect(shortPath(path, ['/home/ann', '/Users/ann'])).toBe(words);
});

test('a machine whose user has no home folder of its own shows paths whole', () => {
  expect(shortPath('/web', ['/', ''])).toBe('/web');
});
