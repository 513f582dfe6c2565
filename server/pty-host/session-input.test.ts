import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TAKEN_WITHIN_MS } from '#common/limits.ts';
import { FakePty } from './fake-pty.ts';
import { pasteIsOpen } from './open-paste.ts';
import { SessionInput } from './session-input.ts';
import { Viewer } from './viewer.ts';

const nothing = () => undefined;

const viewerOf = (id: number) =>
  new Viewer(
    {
      id,
      client: `page ${id}`,
      cols: 80,
      rows: 24,
      visible: true,
      sink: { output: nothing, snapshot: nothing, screen: nothing, lines: nothing, notice: nothing, congested: false, takesScreens: true },
    },
    0,
  );

function setup() {
  const pty = new FakePty({ file: '/bin/fake', args: [], cwd: '/', env: {}, cols: 80, rows: 24 });
  const world = { over: false, owner: viewerOf(1), other: viewerOf(2) };
  let owner = world.owner;
  const input = new SessionInput({ pty, isOver: () => world.over, mayType: (viewer) => viewer === owner, typed: () => undefined });
  const type = (viewer: Viewer, text: string) => input.type(viewer, viewer.inputSequence + 1, Buffer.from(text));
  const takeOver = () => {
    input.left(owner);
    owner = world.other;
  };
  return { pty, input, world, type, takeOver };
}

describe('whether the program has read its input', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is said at once when it has', async () => {
    const { input, world, type } = setup();
    type(world.owner, 'a');
    expect(await input.taken(world.owner)).toEqual({ ok: true, value: true });
  });

  it('is said as soon as it does', async () => {
    const { pty, input, world } = setup();
    pty.full = true;
    const answer = input.taken(world.owner);
    pty.read();
    expect(await answer).toEqual({ ok: true, value: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is said after a while when it does not', async () => {
    const { pty, input, world } = setup();
    pty.full = true;
    const answer = input.taken(world.owner);
    await vi.advanceTimersByTimeAsync(TAKEN_WITHIN_MS);
    expect(await answer).toEqual({ ok: true, value: false });
  });

  it('fails when the program ends meanwhile', async () => {
    const { pty, input, world } = setup();
    pty.full = true;
    const answer = input.taken(world.owner);
    world.over = true;
    input.close();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'session_exited' } });
  });

  it('fails for who may not type, until something was typed', async () => {
    const { input, world, type, takeOver } = setup();
    type(world.other, 'a');
    expect(await input.taken(world.other)).toMatchObject({ ok: false, error: { code: 'not_owner' } });
    takeOver();
    type(world.other, 'b');
    expect(await input.taken(world.other)).toEqual({ ok: true, value: true });
  });
});

describe('a bracketed paste that is not finished', () => {
  it('ends when its page goes', () => {
    const { pty, input, world, type } = setup();
    type(world.owner, '\x1b[200~');
    type(world.owner, 'half of');
    input.left(world.owner);
    input.left(world.owner);
    expect(pty.input).toBe('\x1b[200~half of\x1b[201~');
  });

  it('ends before another types, by hand or by a script', () => {
    const { pty, input, world, type, takeOver } = setup();
    type(world.owner, '\x1b[200~half of');
    takeOver();
    type(world.other, 'x');
    type(world.other, '\x1b[200~again');
    input.text('script');
    expect(pty.input).toBe('\x1b[200~half of\x1b[201~x\x1b[200~again\x1b[201~script');
  });

  it('is not ended twice', () => {
    const { pty, input, world, type } = setup();
    type(world.owner, '\x1b[200~whole\x1b[201~');
    type(world.owner, 'keys');
    input.left(world.owner);
    expect(pty.input).toBe('\x1b[200~whole\x1b[201~keys');
  });

  it.each([
    [false, 'x', false],
    [true, 'x', true],
    [false, '\x1b[200~a', true],
    [true, 'a\x1b[201~', false],
    [false, '\x1b[200~a\x1b[201~', false],
    [false, '\x1b[200~a\x1b[201~\x1b[200~b', true],
    [true, 'long enough for a marker', true],
    [false, 'long enough for a marker', false],
  ])('open before: %s, after %j: %s', (before, piece, after) => expect(pasteIsOpen(before, Buffer.from(piece))).toBe(after));
});
