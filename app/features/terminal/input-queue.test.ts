import { describe, expect, it } from 'vitest';
import { INPUT_MAX } from '#common/limits.ts';
import { failure, type Result, success } from '#common/result.ts';
import { createInputQueue, type PasteProgress } from './input-queue.ts';

const BEGIN = '\x1b[200~';
const END = '\x1b[201~';
const bytes = (text: string) => new TextEncoder().encode(text);

function setup() {
  const world = {
    sent: [] as string[],
    online: true,
    losses: 0,
    progress: [] as (PasteProgress | null)[],
    notSent: [] as string[],
    asked: [] as ((answer: Result<boolean>) => void)[],
  };
  const input = createInputQueue({
    line: {
      type(piece) {
        if (world.online) world.sent.push(new TextDecoder().decode(piece));
        return world.online;
      },
      losses: () => world.losses,
      taken: () => new Promise((resolve) => world.asked.push(resolve)),
    },
    onProgress: (progress) => world.progress.push(progress),
    onNotSent: (why) => world.notSent.push(why),
  });
  const answer = async (result: Result<boolean>) => {
    const asked = world.asked.shift();
    if (!asked) throw new Error('nothing was asked');
    asked(result);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const lengths = () => world.sent.map((piece) => (piece.length > 20 ? piece.length : piece));
  return { world, input, answer, lengths };
}

/** Two whole pieces and a bit. */
const LONG = 'x'.repeat(INPUT_MAX * 2 + 100);

describe('a short paste', () => {
  it('goes at once, whole, with its marks when the program wants them', () => {
    const { world, input } = setup();
    input.paste('one\r\ntwo\n', true);
    input.paste('one\ntwo', false);
    expect(world.sent).toEqual([`${BEGIN}one\rtwo\r${END}`, 'one\rtwo']);
    expect(world.progress).toEqual([]);
  });
});

describe('a long paste', () => {
  it('sends the next piece when the program has read the one before, and tells how far it is', async () => {
    const { world, input, answer, lengths } = setup();
    input.paste(LONG, true);
    expect(lengths()).toEqual([BEGIN, INPUT_MAX]);
    await answer(success(false));
    expect(world.progress.at(-1)).toEqual({ sent: 0, total: LONG.length, waits: true });
    expect(lengths()).toEqual([BEGIN, INPUT_MAX]);
    await answer(success(true));
    expect(world.progress.at(-1)).toEqual({ sent: INPUT_MAX, total: LONG.length, waits: false });
    await answer(success(true));
    await answer(success(true));
    expect(lengths()).toEqual([BEGIN, INPUT_MAX, INPUT_MAX, 100, END]);
    expect(world.progress.at(-1)).toBeNull();
    expect(world.notSent).toEqual([]);
  });

  it('leaves the line to keys into another terminal: no more than a piece of it is ahead of them', async () => {
    const { world, answer, input } = setup();
    const another = createInputQueue({
      line: { type: (piece) => world.sent.push(new TextDecoder().decode(piece)) > 0, losses: () => 0, taken: async () => success(true) },
      onProgress: () => undefined,
      onNotSent: () => undefined,
    });
    input.paste('x'.repeat(80 * INPUT_MAX), false);
    for (const keys of ['a', 'b', 'c']) {
      const before = world.sent.join('').length;
      await answer(success(true));
      another.key(bytes(keys));
      expect(world.sent.at(-1)).toBe(keys);
      expect(world.sent.join('').length - before).toBeLessThanOrEqual(INPUT_MAX + 1);
    }
  });

  it('comes before what is typed meanwhile, short pastes too; reports of the mouse are dropped', async () => {
    const { input, answer, lengths } = setup();
    input.paste(LONG, true);
    input.key(bytes('y'));
    input.report(bytes('\x1b[I'));
    input.paste('z', false);
    for (const _ of [1, 2, 3]) await answer(success(true));
    expect(lengths().slice(-3)).toEqual([END, 'y', 'z']);
    input.report(bytes('\x1b[O'));
    expect(lengths().at(-1)).toBe('\x1b[O');
  });

  it('does not take a second one, nor more keys than anybody types', async () => {
    const { world, input, answer, lengths } = setup();
    input.paste(LONG, false);
    input.paste(LONG, false);
    expect(world.notSent.at(-1)).toContain('another paste');
    input.key(bytes('k'.repeat(INPUT_MAX)));
    input.key(bytes('l'));
    expect(world.notSent.at(-1)).toContain('not sent');
    for (const _ of [1, 2, 3]) await answer(success(true));
    expect(lengths()).toEqual([INPUT_MAX, INPUT_MAX, 100, INPUT_MAX]);
  });

  it('is cancelled between two pieces, with its end mark; what was typed meanwhile is not sent, and that is said', async () => {
    const { world, input, answer, lengths } = setup();
    input.paste(LONG, true);
    await answer(success(true));
    input.key(bytes('y'));
    input.cancelPaste();
    expect(lengths()).toEqual([BEGIN, INPUT_MAX, INPUT_MAX, END]);
    expect(world.notSent).toEqual(['The paste was cancelled after about 66 of 131 kB. What was typed meanwhile was not sent.']);
    await answer(success(true));
    expect(lengths()).toHaveLength(4);
    expect(world.progress.at(-1)).toBeNull();
    input.cancelPaste();
    expect(world.notSent).toHaveLength(1);
  });

  it('is cancelled by Ctrl-C, which then goes to the program', () => {
    const { input, lengths } = setup();
    input.paste(LONG, true);
    input.key(bytes('\x03'));
    expect(lengths()).toEqual([BEGIN, INPUT_MAX, END, '\x03']);
  });

  it('says how much went through when the server is lost in the middle, and sends none of the rest later', async () => {
    const { world, input, answer } = setup();
    input.paste(LONG, true);
    await answer(success(true));
    input.key(bytes('y'));
    world.online = false;
    await answer(failure('hub_unreachable', 'The server was lost.'));
    world.online = true;
    expect(world.notSent).toEqual([
      'The server was lost. About 66 of 131 kB was pasted before that. What was typed meanwhile was not sent.',
    ]);
    expect(world.sent.join('')).not.toContain('y');
    input.key(bytes('k'));
    expect(world.sent.at(-1)).toBe('k');
  });

  it('stops where the way to the program was another in between, though it is there again', async () => {
    const { world, input, answer, lengths } = setup();
    input.paste(LONG, true);
    await answer(success(true));
    world.losses += 1;
    await answer(success(true));
    expect(lengths()).toEqual([BEGIN, INPUT_MAX, INPUT_MAX]); // no end mark either: the program would take it for a key
    expect(world.notSent).toEqual(['The connection to this terminal was lost. About 66 of 131 kB was pasted before that.']);
    expect(world.progress.at(-1)).toBeNull();
  });

  it('ends its bracket where a piece is refused, so that keys are taken again', async () => {
    const { world, input, answer, lengths } = setup();
    input.paste(LONG, true);
    await answer(failure('not_owner', 'Another owns it.'));
    expect(lengths()).toEqual([BEGIN, INPUT_MAX, END]);
    expect(world.notSent).toHaveLength(1);
  });

  it('stops where another took the input over', async () => {
    const { world, input, answer, lengths } = setup();
    input.paste(LONG, false);
    await answer(failure('not_owner', 'Another owns it.'));
    expect(lengths()).toEqual([INPUT_MAX]);
    expect(world.notSent[0]).toContain('Another owns it.');
  });

  it('asks again after an answer that came too late, and goes on with a host that does not know the question', async () => {
    const { input, answer, lengths } = setup();
    input.paste(LONG, false);
    await answer(failure('timeout', 'Too late.'));
    expect(lengths()).toEqual([INPUT_MAX]);
    for (const _ of [1, 2, 3]) await answer(failure('invalid_request', 'What?'));
    expect(lengths()).toEqual([INPUT_MAX, INPUT_MAX, 100]);
  });
});
