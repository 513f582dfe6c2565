import { describe, expect, it } from 'vitest';
import { entered, folderOptions, moved } from './folder-options.ts';

const recent = ['/home/me/code/api', '/srv/web'];
const shown = (typed: string, below: string[], isUntouched = false) =>
  folderOptions(typed, { recent, below, isUntouched }).map(({ path, recent: was }) => (was ? `${path} *` : path));

describe('folders that are offered', () => {
  it.each([
    ['', ['~/code'], ['/home/me/code/api *', '/srv/web *', '~/code']],
    ['~/', ['~/code'], ['/home/me/code/api *', '/srv/web *', '~/code']],
    ['/srv/w', ['/srv/web', '/srv/work'], ['/srv/web *', '/srv/work']],
    ['API', [], ['/home/me/code/api *']],
    ['/srv/web', ['/srv/web', '/srv/webapp'], ['/srv/web', '/srv/webapp']],
    ['/nothing', [], []],
  ])('for %j', (typed, below, expected) => expect(shown(typed, below)).toEqual(expected));

  it('are all recent ones while the field stands as it was filled in, that one too', () => {
    expect(shown('/srv/web', ['/srv/web/src'], true)).toEqual(['/home/me/code/api *', '/srv/web *', '/srv/web/src']);
  });

  it('are at most fifty', () => {
    expect(folderOptions('', { recent, below: Array.from({ length: 80 }, (_, at) => `/${at}`), isUntouched: false })).toHaveLength(50);
  });
});

it('a chosen folder is entered', () => {
  expect([entered('/srv/web'), entered('/')]).toEqual(['/srv/web/', '/']);
});

it.each([
  [-1, 1, 3, 0],
  [-1, -1, 3, 2],
  [2, 1, 3, 0],
  [0, -1, 3, 2],
  [0, 1, 0, -1],
] as const)('from %i by %i of %i to %i', (active, by, count, next) => expect(moved(active, by, count)).toBe(next));
