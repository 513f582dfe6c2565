import headless from '@xterm/headless';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentState } from './agent-state.ts';
import { type Painted, paint } from './paint.ts';
import { playAgent } from './played-agent.ts';
import { blockLines, liveLines } from './view.ts';

/** What is painted bit by bit must look like what is painted at once, on a real screen. */
let terminal: headless.Terminal;
beforeEach(() => {
  terminal = new headless.Terminal({ cols: 60, rows: 20, scrollback: 1000, allowProposedApi: true, logLevel: 'off' });
});
afterEach(() => terminal.dispose());

const place = { cwd: '/srv/webapp', home: '/home/me' };

function frame(state: AgentState, { cols, rows } = { cols: terminal.cols, rows: terminal.rows }) {
  return {
    cols,
    rows,
    screen: state.cleared,
    blocks: state.forgotten + state.blocks.length,
    linesFrom: (block: number) =>
      state.blocks.slice(Math.max(block - state.forgotten, 0)).flatMap((each) => blockLines(each, place, cols - 1)),
    live: liveLines(state, cols - 1),
  };
}

const write = (text: string) => new Promise<void>((done) => terminal.write(text, done));

function shown(): string[] {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

async function atOnce(state: AgentState): Promise<string[]> {
  await write(paint(null, frame(state)).bytes);
  return shown();
}

describe('painting', () => {
  it.each([
    ['permission', ['1']],
    ['question', ['\x1b[B', '\x1b[B', '\r']],
    ['plan', ['\x1b']],
    ['hello', ['1', '2', '1', '1']],
    ['fail', ['more\ntext']],
  ])('of "%s", step by step, shows what painting at once shows', async (prompt, answers) => {
    const agent = playAgent();
    let painted: Painted | null = null;
    const draw = async () => {
      const drawn = paint(painted, frame(agent.state));
      painted = drawn.painted;
      await write(drawn.bytes);
    };
    await draw();
    for (const keys of [prompt, '\r', ...answers]) {
      agent.type(keys);
      await draw();
      agent.pass(160);
      await draw();
      if (keys !== prompt) agent.work();
      await draw();
    }
    const stepwise = shown();
    expect(stepwise.length).toBeGreaterThan(10);
    terminal.reset();
    expect(stepwise).toEqual(await atOnce(agent.state));
  });

  it('writes only rows that changed', () => {
    const agent = playAgent();
    const first = paint(null, frame(agent.state));
    agent.type('x');
    const second = paint(first.painted, frame(agent.state));
    expect(second.bytes).toContain('> x');
    expect(second.bytes).not.toContain('─');
    expect(paint(second.painted, frame(agent.state)).bytes).toBe('');
  });

  it('another width, and /clear, begin a new screen', () => {
    const agent = playAgent();
    const first = paint(null, frame(agent.state));
    expect(paint(first.painted, frame(agent.state, { cols: 40, rows: 20 })).bytes).toSatisfy((bytes: string) =>
      bytes.startsWith('\x1b[2J'),
    );
    agent.type('/clear\r');
    expect(paint(first.painted, frame(agent.state)).bytes).toSatisfy((bytes: string) => bytes.startsWith('\x1b[2J'));
  });

  it.each([
    [1, 1],
    [2, 1],
    [10, 3],
    [300, 200],
  ])('fits %i columns and %i rows', (cols, rows) => {
    const agent = playAgent();
    agent.type('permission\r');
    agent.work();
    const { painted } = paint(null, frame(agent.state, { cols: Math.max(cols, 2), rows }));
    expect(painted.live.length).toBeLessThanOrEqual(Math.max(rows - 1, 1));
  });
});
