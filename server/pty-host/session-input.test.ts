import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWERS_PER_SECOND, INPUT_MAX, TAKEN_WITHIN_MS } from '#common/limits.ts';
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
      sink: {
        output: nothing,
        snapshot: nothing,
        screen: nothing,
        lines: nothing,
        notice: nothing,
        isFull: () => false,
        takesScreens: true,
        numbersInput: true,
      },
    },
    0,
  );

function setup() {
  const pty = new FakePty({ file: '/bin/fake', args: [], cwd: '/', env: {}, cols: 80, rows: 24 });
  const world = { over: false, owner: viewerOf(1), other: viewerOf(2) };
  let owner = world.owner;
  const input = new SessionInput({ pty, isOver: () => world.over, mayType: (viewer) => viewer === owner, typed: () => undefined });
  const type = (viewer: Viewer, text: string) => input.type(viewer, viewer.typist.taken + 1, Buffer.from(text));
  const takeOver = () => {
    input.left(owner);
    owner = world.other;
  };
  const takeBack = () => {
    input.left(owner);
    owner = world.owner;
  };
  return { pty, input, world, type, takeOver, takeBack };
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
    pty.unread = 1;
    const answer = input.taken(world.owner);
    pty.read();
    expect(await answer).toEqual({ ok: true, value: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is said after a while when it does not', async () => {
    const { pty, input, world } = setup();
    pty.unread = 1;
    const answer = input.taken(world.owner);
    await vi.advanceTimersByTimeAsync(TAKEN_WITHIN_MS);
    expect(await answer).toEqual({ ok: true, value: false });
  });

  it('fails when the program ends meanwhile', async () => {
    const { pty, input, world } = setup();
    pty.unread = 1;
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

  it('has no answer of the terminal in it: those come when it has ended, whoever ends it', () => {
    const { pty, input, world, type } = setup();
    type(world.owner, '\x1b[200~half of');
    input.answer('\x1b[?1;2c');
    type(world.owner, ' it\x1b[201~');
    expect(pty.input).toBe('\x1b[200~half of it\x1b[201~\x1b[?1;2c');
    type(world.owner, '\x1b[200~more');
    for (let each = 0; each < 10_000; each += 1) input.answer('\x1b[0n');
    input.text('script');
    expect(pty.input.length).toBeLessThan(100 + ANSWERS_PER_SECOND);
    expect(pty.input.replaceAll('\x1b[0n', '').endsWith('more\x1b[201~script')).toBe(true);
    input.answer('\x1b[0n');
    expect(pty.input.endsWith('script\x1b[0n')).toBe(true);
  });

  it('is refused from there on up to its end marker when a script typed meanwhile', async () => {
    const { pty, input, world, type } = setup();
    type(world.owner, '\x1b[200~half of');
    input.text('script');
    expect(await input.taken(world.owner)).toMatchObject({ ok: false, error: { message: expect.stringContaining('rest was not pasted') } });
    type(world.owner, 'rm -r x\r');
    expect(pty.input).toBe('\x1b[200~half of\x1b[201~script');
    type(world.owner, '\x1b[201~');
    type(world.owner, 'keys');
    expect(pty.input).toBe('\x1b[200~half of\x1b[201~scriptkeys');
    expect(await input.taken(world.owner)).toMatchObject({ ok: true });
  });

  it('is refused from there on when the ownership went and came back meanwhile', async () => {
    const { pty, input, world, type, takeOver, takeBack } = setup();
    type(world.owner, '\x1b[200~half of');
    pty.unread = 1;
    const answer = input.taken(world.owner);
    takeOver();
    takeBack();
    pty.read();
    expect(await answer).toMatchObject({ ok: false, error: { message: expect.stringContaining('rest was not pasted') } });
    type(world.owner, 'rm -r x\r');
    expect(pty.input).toBe('\x1b[200~half of\x1b[201~');
  });

  it('is refused as a whole when its beginning was', () => {
    const { pty, world, type, takeOver } = setup();
    type(world.other, '\x1b[200~');
    takeOver();
    type(world.other, 'rm -r x\r');
    type(world.other, '\x1b[201~');
    type(world.other, 'keys');
    expect(pty.input).toBe('keys');
  });

  it('ends where a piece of it is refused', () => {
    const { pty, world, type } = setup();
    type(world.owner, '\x1b[200~half of');
    type(world.owner, 'x'.repeat(INPUT_MAX + 1));
    type(world.owner, 'rm -r x\r');
    expect(pty.input).toBe('\x1b[200~half of\x1b[201~');
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
