import { beforeEach, describe, expect, it } from 'vitest';
import type { Preview } from '#common/preview.ts';
import type { SessionId } from '#common/session.ts';
import { createPreviews, type Previews } from './previews.ts';

const [A, B] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'] as [SessionId, SessionId];
const run = (text: string) => ({ text, fg: null, bg: null, flags: 0 });
const preview = (session: SessionId, count: number, rows: Record<number, string>): Preview => ({
  session,
  count,
  rows: Object.entries(rows).map(([at, text]) => ({ at: Number(at), runs: [run(text)] })),
});

let watched: string[];
let previews: Previews;

beforeEach(() => {
  watched = [];
  previews = createPreviews((session, on) => watched.push(`${on ? '+' : '-'}${session[0]}`));
});

function page(): { heard: Preview[]; hear: (preview: Preview) => void } {
  const heard: Preview[] = [];
  return { heard, hear: (each) => void heard.push(each) };
}

describe('previews', () => {
  it('are watched while a page wants them', () => {
    const [one, two] = [page(), page()];
    previews.want(one.hear, [A, B]);
    previews.want(two.hear, [A]);
    previews.want(one.hear, [B]);
    previews.want(two.hear, []);
    previews.want(one.hear, []);
    expect(watched).toEqual(['+a', '+b', '-a', '-b']);
  });

  it('come to those who want them', () => {
    const [one, two] = [page(), page()];
    previews.want(one.hear, [A]);
    previews.want(two.hear, [B]);
    previews.take(preview(A, 1, { 0: 'x' }));
    expect(one.heard).toHaveLength(1);
    expect(two.heard).toHaveLength(0);
  });

  it('are whole for a page that comes later, as they are then', () => {
    const [one, two] = [page(), page()];
    previews.want(one.hear, [A]);
    previews.take(preview(A, 3, { 0: 'a', 1: 'b', 2: 'c' }));
    previews.take(preview(A, 2, { 1: 'B' }));
    previews.want(two.hear, [A]);
    expect(two.heard).toEqual([preview(A, 2, { 0: 'a', 1: 'B' })]);
    previews.want(two.hear, [A]);
    expect(two.heard).toHaveLength(1);
    expect(watched).toEqual(['+a']);
  });

  it('are asked for again of a host that came back', () => {
    previews.want(page().hear, [A, B]);
    previews.again();
    expect(watched).toEqual(['+a', '+b', '+a', '+b']);
  });

  it('begin with a whole one: changes from before a page went are not for the one that came back', async () => {
    const [one, two] = [page(), page()];
    previews.want(one.hear, [A]);
    previews.take(preview(A, 2, { 0: 'a', 1: 'b' }));
    previews.want(one.hear, []);
    previews.want(one.hear, [A]);
    previews.take(preview(A, 3, { 2: 'late' }));
    previews.want(two.hear, [A]);
    expect(two.heard).toEqual([]);
    expect(one.heard).toHaveLength(1);
    const whole = preview(A, 3, { 0: 'a', 1: 'b', 2: 'c' });
    previews.take(whole);
    expect([one.heard.at(-1), two.heard.at(-1)]).toEqual([whole, whole]);
  });

  it('that come late are nobody’s', () => {
    const one = page();
    previews.want(one.hear, [A]);
    previews.want(one.hear, []);
    previews.take(preview(A, 1, { 0: 'x' }));
    expect(one.heard).toEqual([]);
  });
});
