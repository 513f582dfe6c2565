import { describe, expect, it } from 'vitest';
import { projectOf, projectTitles } from './project-titles.ts';

describe('project titles', () => {
  it.each([
    [['/home/ann/code/webapp'], ['webapp']],
    [
      ['/home/ann/webapp', '/srv/webapp', '/srv/api'],
      ['ann/webapp', 'srv/webapp', 'api'],
    ],
    [
      ['/a/x/app', '/b/x/app'],
      ['a/x/app', 'b/x/app'],
    ],
    [
      ['/app', '/code/app'],
      ['app', 'code/app'],
    ],
    [['/'], ['/']],
  ])('of %o are %o', (paths, titles) => expect([...projectTitles(paths).values()]).toEqual(titles));

  it('a slash at the end makes no other project', () => {
    expect(projectOf('/code/webapp//')).toBe('/code/webapp');
    expect(projectOf('/')).toBe('/');
  });
});
