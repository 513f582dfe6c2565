import { afterEach, expect, test, vi } from 'vitest';
import { createGpuDrawing } from './gpu-drawing.ts';
import { createGpuPool, GPU_CONTEXTS_MAX } from './gpu-pool.ts';

/** Terminals of one page, which count the contexts that are there. */
function makePage() {
  const pool = createGpuPool();
  const state = { contexts: 0, most: 0, refuse: false };
  const make = () => {
    const terminal = { lose: () => {}, changes: 0, byGpu: false };
    const drawing = createGpuDrawing({
      pool,
      draw(lost) {
        if (state.refuse) throw new Error('no context');
        state.contexts += 1;
        state.most = Math.max(state.most, state.contexts);
        terminal.byGpu = true;
        terminal.lose = lost;
        return {
          measure() {},
          dispose() {
            state.contexts -= 1;
            terminal.byGpu = false;
          },
        };
      },
      changed() {
        terminal.changes += 1;
      },
    });
    return { terminal, drawing };
  };
  return { state, make };
}

afterEach(() => vi.restoreAllMocks());

test('twenty terminals that are shown one after another, and nine at once, never have more than eight contexts', () => {
  const { state, make } = makePage();
  const many = Array.from({ length: 20 }, make);
  for (const { drawing } of many) {
    drawing.shown();
    drawing.hidden();
  }
  expect(many.filter(({ terminal }) => terminal.byGpu)).toHaveLength(GPU_CONTEXTS_MAX);
  for (const { drawing } of many.slice(0, 9)) drawing.shown();
  expect(many.slice(0, 9).map(({ terminal }) => terminal.byGpu)).toEqual([...Array.from({ length: 8 }, () => true), false]);
  for (const { drawing } of many) drawing.close();
  expect(state).toMatchObject({ contexts: 0, most: GPU_CONTEXTS_MAX });
});

test('one that is shown again keeps its context', () => {
  const { state, make } = makePage();
  const { terminal, drawing } = make();
  drawing.shown();
  drawing.hidden();
  drawing.shown();
  expect({ ...state, changes: terminal.changes }).toMatchObject({ contexts: 1, changes: 1 });
});

test('a lost context is let go at once and not asked for again, here and elsewhere', () => {
  const { state, make } = makePage();
  const [one, other] = [make(), make()];
  one.drawing.shown();
  one.terminal.lose();
  expect(one.terminal).toMatchObject({ byGpu: false, changes: 2 });
  one.drawing.shown();
  other.drawing.shown();
  one.drawing.close();
  expect([one.terminal.byGpu, other.terminal.byGpu, state.contexts]).toEqual([false, false, 0]);
});

test('where no context can be made, the browser draws', () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { state, make } = makePage();
  state.refuse = true;
  const { terminal, drawing } = make();
  drawing.shown();
  drawing.shown();
  drawing.close();
  expect([terminal.byGpu, state.contexts, warned.mock.calls.length]).toEqual([false, 0, 1]);
});
