import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Preview, PreviewRun } from '#common/preview.ts';
import { failure, type Result, success } from '#common/result.ts';
import { sessionIdSchema } from '#common/session.ts';
import type { ConnectionState } from './connection.ts';
import { createPreviews, type PreviewScreen } from './previews.ts';

const A = sessionIdSchema.parse('aaaaaaaaaaaa');
const B = sessionIdSchema.parse('bbbbbbbbbbbb');
const run = (text: string): PreviewRun => ({ text, fg: null, bg: null, flags: 0 });
const preview = (session: typeof A, count: number, rows: Record<number, string>): Preview => ({
  session,
  count,
  rows: Object.entries(rows).map(([at, text]) => ({ at: Number(at), runs: [run(text)] })),
});

function setup() {
  const state = createStore<ConnectionState>(() => ({ kind: 'connected' }));
  const asked: string[][] = [];
  const timers: (() => void)[] = [];
  let tell: (preview: Preview) => void = () => {};
  let answer: Result<null> = success(null);
  const previews = createPreviews({
    connection: {
      state,
      send: (async (_name: string, body: { sessions: string[] }) => {
        asked.push(body.sessions);
        return answer;
      }) as never,
      onPreview(listener) {
        tell = listener;
        return () => {};
      },
    },
    schedule(each) {
      timers.push(each);
      return () => void timers.splice(timers.indexOf(each), 1);
    },
  });
  return {
    previews,
    state,
    asked,
    timers,
    tell: (one: Preview) => tell(one),
    /** Lets the time of gathering pass, and answers come. */
    async pass() {
      for (const each of timers.splice(0)) each();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
    fail: () => {
      answer = failure('timeout', 'Late.');
    },
  };
}

/** A card: its rows as text. */
function card() {
  const rows: string[] = [];
  let writes = 0;
  const screen: PreviewScreen = (count, changed) => {
    rows.length = count;
    for (const { at, runs } of changed) {
      rows[at] = runs.map(({ text }) => text).join('');
      writes += 1;
    }
  };
  return { rows, screen, writes: () => writes };
}

describe('previews', () => {
  it('asks once for all that came into view together, and again when one leaves', async () => {
    const { previews, asked, pass } = setup();
    previews.watch(A, card().screen);
    const leave = previews.watch(B, card().screen);
    expect(asked).toEqual([]);
    await pass();
    leave();
    await pass();
    expect(asked).toEqual([[A, B], [A]]);
  });

  it('tells only the rows that changed, and how many there are', async () => {
    const { previews, tell } = setup();
    const one = card();
    previews.watch(A, one.screen);
    tell(preview(A, 3, { 0: 'top', 1: 'middle', 2: 'end' }));
    tell(preview(A, 3, { 1: 'changed' }));
    expect(one.rows).toEqual(['top', 'changed', 'end']);
    expect(one.writes()).toBe(4);
    tell(preview(A, 1, {}));
    expect(one.rows).toEqual(['top']);
  });

  it('shows what is known at once when a card is made again in another place', async () => {
    const { previews, tell, asked, pass } = setup();
    const leave = previews.watch(A, card().screen);
    await pass();
    tell(preview(A, 2, { 0: 'one', 1: 'two' }));
    leave();
    const again = card();
    previews.watch(A, again.screen);
    expect(again.rows).toEqual(['one', 'two']);
    tell(preview(A, 2, { 1: 'three' }));
    expect(again.rows).toEqual(['one', 'three']);
    await pass();
    expect(asked.at(-1)).toEqual([A]);
  });

  it('shows what it knew when a card comes into view again, until the hub tells the whole', async () => {
    const { previews, tell, pass } = setup();
    const leave = previews.watch(A, card().screen);
    tell(preview(A, 2, { 0: 'old', 1: 'end' }));
    leave();
    await pass();
    expect(previews.knows(A)).toBe(true);
    const again = card();
    previews.watch(A, again.screen);
    expect(again.rows).toEqual(['old', 'end']);
    tell(preview(A, 1, { 0: 'new' }));
    expect(again.rows).toEqual(['new']);
  });

  it('takes nothing that comes when nobody wants it any more', async () => {
    const { previews, tell, pass } = setup();
    const leave = previews.watch(A, card().screen);
    leave();
    await pass();
    tell(preview(A, 1, { 0: 'late' }));
    expect(previews.knows(A)).toBe(false);
  });

  it('remembers four hundred sessions, and forgets those that were told of longest ago', () => {
    const { previews, tell } = setup();
    const ids = Array.from({ length: 401 }, (_, at) => sessionIdSchema.parse(String(at).padStart(12, 'a')));
    for (const id of ids) {
      const leave = previews.watch(id, card().screen);
      tell(preview(id, 1, { 0: 'x' }));
      leave();
    }
    expect(ids.filter((id) => !previews.knows(id))).toEqual([ids[0]]);
  });

  it('asks again after each connection, and after an answer that did not come', async () => {
    const { previews, state, asked, pass, fail } = setup();
    previews.watch(A, card().screen);
    await pass();
    state.setState({ kind: 'lost', since: 1, closing: false }, true);
    state.setState({ kind: 'connected' }, true);
    await pass();
    fail();
    await previews.watch(B, card().screen);
    await pass();
    await pass();
    expect(asked).toEqual([[A], [A], [A, B], [A, B]]);
  });

  it('wants nothing while nobody looks, and keeps what it knew', async () => {
    const { previews, asked, tell, pass } = setup();
    const one = card();
    previews.watch(A, one.screen);
    await pass();
    tell(preview(A, 1, { 0: 'kept' }));
    previews.setVisible(false);
    await pass();
    previews.setVisible(true);
    await pass();
    expect(asked).toEqual([[A], [], [A]]);
    expect(one.rows).toEqual(['kept']);
  });

  it('is silent after its end', async () => {
    const { previews, asked, timers } = setup();
    previews.watch(A, card().screen);
    previews.close();
    expect(timers).toHaveLength(0);
    expect(asked).toEqual([]);
  });
});
