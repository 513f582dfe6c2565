import { describe, expect, it } from 'vitest';
import { type Appearance, FIRST_APPEARANCE } from '#common/appearance.ts';
import { crc32 } from '#common/crc32.ts';
import { ACK_BYTES, INPUT_MAX } from '#common/limits.ts';
import { type Above, decodeFrame, encodeLines, encodeOutput, encodeScreen, encodeSnapshot } from '#common/frames.ts';
import { failure, type Failure, type Result, success } from '#common/result.ts';
import { sessionIdSchema } from '#common/session.ts';
import type { Connection, ConnectionState } from '#app/live/connection.ts';
import { type TerminalFacts, UNATTACHED } from '#app/live/terminal-facts.ts';
import type { ViewerListener } from '#app/live/viewers.ts';
import type { Grid } from './screen.ts';
import { createInputQueue } from './input-queue.ts';
import { createTerminalLink } from './terminal-link.ts';

const SESSION = sessionIdSchema.parse('abcdefghijkl');
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

interface Attach {
  body: { epoch?: number; offset?: number; cols: number; rows: number };
  listener: ViewerListener;
  /** Answers as the hub does. */
  accept(change?: {
    viewer?: number;
    epoch?: number;
    from?: 'resume' | 'snapshot';
    owner?: boolean;
    state?: 'live' | 'ended';
    input?: { taken: number; refused: null };
  }): Promise<void>;
  refuse(error: Failure): Promise<void>;
}

function setup() {
  let connectionState: ConnectionState = { kind: 'connected' };
  const listeners = new Set<(state: ConnectionState) => void>();
  const become = (next: ConnectionState) => {
    connectionState = next;
    for (const listener of listeners) listener(next);
  };
  const state = {
    getState: () => connectionState,
    subscribe(listener: (state: ConnectionState) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const world = {
    facts: UNATTACHED as TerminalFacts,
    proposal: { cols: 80, rows: 24 } as Grid,
    appearance: FIRST_APPEARANCE as Appearance,
    drawn: [] as string[],
    above: null as Above | null,
    wanted: { numbering: 0, before: 0 },
    parsed: [] as (() => void)[],
    sent: [] as { name: string; body: Record<string, unknown> }[],
    frames: [] as string[],
    attaches: [] as Attach[],
    online: true,
    visible: true,
    now: 0,
  };
  const connection = {
    state,
    attach: (body: Attach['body'], listener: ViewerListener) =>
      new Promise((resolve) => {
        world.attaches.push({
          body,
          listener,
          async accept(change = {}) {
            const value = {
              viewer: 1,
              epoch: 5,
              from: 'snapshot' as const,
              cols: 80,
              rows: 24,
              owner: true,
              state: 'live' as const,
              ...change,
            };
            listener.attached(value);
            resolve(success(value));
            await settle();
          },
          async refuse(error) {
            resolve({ ok: false, error });
            await settle();
          },
        });
      }),
    send: (name: string, body: Record<string, unknown>) => {
      world.sent.push({ name, body });
      return Promise.resolve(success(null));
    },
    sendFrame(frame: Uint8Array) {
      const decoded = decodeFrame(frame);
      if (!world.online || !decoded) return false;
      if (decoded.type === 4) world.frames.push(`${decoded.viewer} input ${decoded.sequence} ${text(decoded.data)}`);
      if (decoded.type === 8) world.frames.push(`${decoded.viewer} more ${decoded.numbering} ${decoded.before}`);
      if (decoded.type === 5) world.frames.push(`${decoded.viewer} ack ${decoded.offset}`);
      return true;
    },
    release: () => {},
  } as unknown as Connection;
  const link = createTerminalLink({
    session: SESSION,
    client: 'tab',
    connection,
    expected: () => null,
    isVisible: () => world.visible,
    now: () => world.now,
    report: (facts) => {
      world.facts = { ...world.facts, ...facts };
    },
    screen: {
      write(data, parsed) {
        world.drawn.push(text(data));
        world.parsed.push(parsed);
      },
      restore({ grid, data, above }, parsed) {
        world.drawn.push(`[${grid.cols}x${grid.rows}]${text(data)}`);
        world.above = above;
        world.parsed.push(parsed);
      },
      wanted: () => world.wanted,
      fill(lines, filled) {
        world.drawn.push(`lines ${lines.first}+${lines.count}`);
        world.parsed.push(filled);
      },
      resize: (grid) => world.drawn.push(`resize ${grid.cols}x${grid.rows}`),
      proposal: () => world.proposal,
      appearance: () => world.appearance,
    },
  });
  const lose = () => {
    world.online = false;
    become({ kind: 'lost', since: 0, closing: false });
  };
  const regain = () => {
    world.online = true;
    become({ kind: 'connected' });
  };
  const attach = (index: number): Attach => {
    const found = world.attaches[index];
    if (!found) throw new Error(`attach ${index} was not asked`);
    return found;
  };
  const parse = () => {
    for (const done of world.parsed.splice(0)) done();
  };
  return { link, world, attach, lose, regain, parse };
}

type World = ReturnType<typeof setup>;

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

const snapshot = (offset: number, data: string, cols = 80, rows = 24) =>
  encodeSnapshot({ viewer: 1, offset, cols, rows, checksum: 0, data: bytes(data) });

const screenOf = (offset: number, numbering = 3) =>
  encodeScreen({
    ...{ viewer: 1, offset, cols: 80, rows: 24, checksum: 0, data: bytes('screen') },
    ...{ numbering, first: 100, above: 900, savedLine: 900, continues: false },
  });

const linesOf = (lines: { first: number; count: number; numbering?: number; gone?: boolean }) =>
  encodeLines({ viewer: 1, numbering: 3, continues: false, gone: false, data: bytes(''), ...lines });

describe('how it looks', () => {
  const told = (world: World['world']) => world.sent.filter(({ name }) => name === 'terminal:appear').map(({ body }) => body);
  const light: Appearance = { ...FIRST_APPEARANCE, background: '#ffffff' };

  it('is told by the owner: when it is attached, when something has changed, and to each viewer anew', async () => {
    const { link, world, attach, lose, regain } = setup();
    link.start();
    await attach(0).accept();
    expect(told(world)).toEqual([{ viewer: 1, appearance: FIRST_APPEARANCE }]);
    link.fit();
    expect(told(world)).toHaveLength(1);
    world.appearance = light;
    link.fit();
    expect(told(world).slice(1)).toEqual([{ viewer: 1, appearance: light }]);
    lose();
    regain();
    await attach(1).accept({ viewer: 2 });
    expect(told(world).slice(2)).toEqual([{ viewer: 2, appearance: light }]);
  });

  it('is not told by a watcher, but by one that becomes the owner, again each time', async () => {
    const { link, world, attach } = setup();
    link.start();
    await attach(0).accept({ owner: false });
    world.appearance = light;
    link.fit();
    expect(told(world)).toEqual([]);
    for (const owner of ['self', 'other', 'self'] as const) attach(0).listener.notice({ kind: 'owner', owner });
    expect(told(world)).toEqual([
      { viewer: 1, appearance: light },
      { viewer: 1, appearance: light },
    ]);
  });

  it('of a program that has ended is nobody’s business', async () => {
    const { link, world, attach } = setup();
    link.start();
    await attach(0).accept({ state: 'ended' });
    expect(told(world)).toEqual([]);
  });
});

describe('a terminal and its session', () => {
  it('shows the picture, follows the output and acknowledges what is parsed', async () => {
    const { link, world, attach, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(snapshot(100, 'picture'));
    attach(0).listener.frame(encodeOutput(1, 100, bytes('abc')));
    expect(world.drawn).toEqual(['[80x24]picture', 'abc']);
    parse();
    expect(world.frames).toEqual(['1 ack 100']);
    attach(0).listener.frame(encodeOutput(1, 103, new Uint8Array(ACK_BYTES)));
    expect(world.frames).toEqual(['1 ack 100']);
    parse();
    expect(world.frames).toEqual(['1 ack 100', `1 ack ${103 + ACK_BYTES}`]);
    expect(world.facts).toMatchObject({ phase: 'attached', owner: 'self', grid: { cols: 80, rows: 24 } });
  });

  it('asks only for what is missing after a reconnect, and goes on with the numbers of its keys', async () => {
    const { link, world, attach, lose, regain } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(snapshot(10, 'picture'));
    attach(0).listener.frame(encodeOutput(1, 10, bytes('abc')));
    link.type(bytes('x'));
    link.type(bytes('y'));
    lose();
    link.type(bytes('lost'));
    expect(world.facts.notSent).toContain('Not connected');
    regain();
    expect(attach(1).body).toMatchObject({ epoch: 5, offset: 13, checksum: crc32(bytes('abc')) });
    await attach(1).accept({ viewer: 2, from: 'resume' });
    expect(world.facts.notSent).toContain('Not connected'); // said until the next key: a reconnect may take no time at all
    attach(1).listener.frame(encodeOutput(2, 13, bytes('def')));
    link.type(bytes('z'));
    expect(world.drawn.at(-1)).toBe('def');
    expect(world.frames).toEqual(['1 input 1 x', '1 input 2 y', '2 input 3 z']);
    expect(world.facts.notSent).toBeNull();
  });

  it('takes a picture of a new epoch, and acknowledges nothing of the old one', async () => {
    const { link, world, attach, lose, regain, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(snapshot(1000, 'old'));
    attach(0).listener.frame(encodeOutput(1, 1000, new Uint8Array(ACK_BYTES)));
    lose();
    regain();
    await attach(1).accept({ viewer: 2, epoch: 6 });
    attach(1).listener.frame(snapshot(7, 'new'));
    attach(1).listener.frame(encodeOutput(2, 7, new Uint8Array(ACK_BYTES)));
    parse();
    expect(world.frames).toEqual(['2 ack 7', `2 ack ${7 + ACK_BYTES}`]);
  });

  it('acknowledges all when it fell behind: the host waits for that with its picture', async () => {
    const { link, world, attach, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(snapshot(100, 'picture'));
    attach(0).listener.frame(encodeOutput(1, 100, bytes('abc')));
    attach(0).listener.notice({ kind: 'stale' });
    expect(world.frames).toEqual([]);
    parse();
    expect(world.frames).toEqual(['1 ack 100', '1 ack 103']);
  });

  it('attaches afresh at a hole', async () => {
    const { link, world, attach } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(snapshot(10, 'picture'));
    attach(0).listener.frame(encodeOutput(1, 12, bytes('abc')));
    expect(world.drawn).toEqual(['[80x24]picture']);
    expect(world.sent.at(-1)).toEqual({ name: 'terminal:detach', body: { viewer: 1, said: false } });
    expect(attach(1).body).not.toHaveProperty('offset');
  });

  it('asks for the lines above its screen, piece by piece, and says when it has all', async () => {
    const { link, world, attach, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(screenOf(20));
    expect(world).toMatchObject({ drawn: ['[80x24]screen'], above: { numbering: 3, above: 900 }, frames: [] });
    world.wanted = { numbering: 3, before: 1000 };
    parse();
    expect(world.frames).toEqual(['1 ack 20', '1 more 3 1000']);
    attach(0).listener.frame(linesOf({ first: 500, count: 500 }));
    world.wanted = { numbering: 3, before: 500 };
    parse();
    attach(0).listener.frame(linesOf({ first: 100, count: 400 }));
    world.wanted = { numbering: 3, before: 0 };
    parse();
    expect(world.drawn.slice(1)).toEqual(['lines 500+500', 'lines 100+400']);
    link.linesChanged();
    expect(world.frames.slice(2)).toEqual(['1 more 3 500', '1 more 3 0']);
  });

  it('goes on asking after a reconnect, and asks for nothing while a new screen is still to be read', async () => {
    const { link, world, attach, lose, regain, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(screenOf(20));
    world.wanted = { numbering: 3, before: 1000 };
    parse();
    lose();
    regain();
    await attach(1).accept({ viewer: 2, from: 'resume' });
    expect(world.frames.slice(2)).toEqual(['2 more 3 1000']);
    attach(1).listener.frame(screenOf(40, 4));
    link.linesChanged();
    attach(1).listener.frame(linesOf({ first: 500, count: 500, numbering: 2 }));
    expect(world.frames.slice(3)).toEqual([]);
    world.wanted = { numbering: 4, before: 1000 };
    parse();
    expect(world.frames.slice(3)).toEqual(['1 ack 40', '1 more 4 1000'].map((frame) => frame.replace('1', '2')));
  });

  it('attaches afresh when nobody knows its missing lines any more, and waits when they were erased', async () => {
    const { link, world, attach, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(screenOf(20));
    world.wanted = { numbering: 3, before: 1000 };
    parse();
    attach(0).listener.frame(linesOf({ first: 1000, count: 0 }));
    expect(world.attaches).toHaveLength(1);
    attach(0).listener.frame(linesOf({ first: 1000, count: 0, gone: true }));
    expect(attach(1).body).not.toHaveProperty('offset');
  });

  it.each([
    ['bytes', (to: ViewerListener) => to.frame(encodeOutput(1, 20, bytes('\x1bc')))],
    ['screen', (to: ViewerListener) => to.frame(screenOf(0))],
  ])('believes that its missing lines are gone only when it has parsed the %s before that, and asks again then', async (_what, send) => {
    const { link, world, attach, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(screenOf(20));
    world.wanted = { numbering: 3, before: 1000 };
    parse();
    const before = world.frames.length;
    send(attach(0).listener);
    attach(0).listener.frame(linesOf({ first: 1000, count: 0, gone: true }));
    expect(world.attaches).toHaveLength(1);
    parse();
    expect(world.frames.slice(before).filter((frame) => frame.includes('more'))).toEqual(['1 more 3 1000']);
    attach(0).listener.frame(linesOf({ first: 1000, count: 0, gone: true }));
    expect(world.attaches).toHaveLength(2);
  });

  it('stays attached when the reset came that took its missing lines, and says that it wants none', async () => {
    const { link, world, attach, parse } = setup();
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(screenOf(20));
    world.wanted = { numbering: 3, before: 1000 };
    parse();
    attach(0).listener.frame(encodeOutput(1, 20, bytes('\x1bc')));
    attach(0).listener.frame(linesOf({ first: 1000, count: 0, gone: true }));
    world.wanted = { numbering: 3, before: 0 };
    parse();
    expect(world.frames.slice(2)).toEqual(['1 more 3 0']);
    expect(world.attaches).toHaveLength(1);
  });

  it('tells that nobody sees it any more when that came about while it attached', async () => {
    const { link, world, attach } = setup();
    link.start();
    expect(attach(0).body).toMatchObject({ visible: true });
    world.visible = false;
    link.tellVisible();
    expect(world.sent).toEqual([]);
    await attach(0).accept({ owner: false });
    expect(world.sent).toEqual([{ name: 'terminal:visible', body: { viewer: 1, visible: false } }]);
  });

  it('asks for its size only as the owner, once, in numbered steps', async () => {
    const { link, world, attach } = setup();
    const resizes = () => world.sent.filter((one) => one.name === 'terminal:resize').map((one) => one.body);
    link.start();
    await attach(0).accept({ owner: false });
    world.proposal = { cols: 100, rows: 30 };
    link.fit();
    expect(resizes()).toEqual([]);
    attach(0).listener.notice({ kind: 'owner', owner: 'self' });
    link.fit();
    expect(resizes()).toEqual([{ viewer: 1, sequence: 1, cols: 100, rows: 30 }]);
    attach(0).listener.notice({ kind: 'resized', cols: 100, rows: 30 });
    world.proposal = { cols: 90, rows: 30 };
    link.fit();
    expect(resizes().at(-1)).toEqual({ viewer: 1, sequence: 2, cols: 90, rows: 30 });
    expect(world.drawn).toEqual(['resize 100x30']);
  });

  it('tells what is refused, stale, ended and closed', async () => {
    const { link, world, attach } = setup();
    link.start();
    await attach(0).accept({ owner: false });
    link.type(bytes('x'));
    attach(0).listener.notice({ kind: 'refused', sequence: 1, error: { code: 'not_owner', message: 'Another types.' } });
    expect(world.facts.notSent).toBe('Another types.');
    attach(0).listener.notice({ kind: 'stale' });
    expect(world.facts.stale).toBe(true);
    attach(0).listener.frame(snapshot(10, 'fresh'));
    expect(world.facts.stale).toBe(false);
    attach(0).listener.notice({ kind: 'ended', exit: { code: 3, signal: null, asked: false, at: 1, leftovers: [] } });
    expect(world.facts.ended?.exit?.code).toBe(3);
    const before = world.frames.length;
    link.type(bytes('y'));
    expect(world.frames).toHaveLength(before);
    expect(world.facts.notSent).toContain('ended');
    attach(0).listener.notice({ kind: 'closed', error: { code: 'session_unknown', message: 'Dismissed.' } });
    expect(world.facts).toMatchObject({ phase: 'failed', problem: { message: 'Dismissed.' } });
  });

  it('says why it could not attach, and tries again when asked', async () => {
    const { link, world, attach } = setup();
    link.start();
    const refused = failure('pty_host_unreachable', 'The pty host does not answer.');
    if (!refused.ok) await attach(0).refuse(refused.error);
    expect(world.facts).toMatchObject({ phase: 'failed', problem: { code: 'pty_host_unreachable' } });
    link.retry();
    expect(world.attaches).toHaveLength(2);
    link.retry();
    expect(world.attaches).toHaveLength(2);
  });

  it('keeps what is typed while it attaches, in order, and sends it when it may', async () => {
    const { link, world, attach } = setup();
    link.start();
    link.type(bytes('a'));
    link.type(bytes('b'));
    expect(world.frames).toEqual([]);
    await attach(0).accept();
    link.type(bytes('c'));
    expect(world.frames).toEqual(['1 input 1 a', '1 input 2 b', '1 input 3 c']);
    expect(world.facts.notSent).toBeNull();
  });

  it('keeps only so much, and nothing over a loss or a refusal', async () => {
    const { link, world, attach, lose, regain } = setup();
    link.start();
    expect(link.type(new Uint8Array(2 * INPUT_MAX))).toBe(true);
    expect(link.type(bytes('x'))).toBe(false);
    expect(world.facts.notSent).toContain('still opening');
    lose();
    regain();
    const gone = failure('hub_unreachable', 'The server was lost.');
    if (!gone.ok) await attach(0).refuse(gone.error);
    link.type(bytes('y'));
    const refused = failure('timeout', 'It did not answer.');
    if (!refused.ok) await attach(1).refuse(refused.error);
    expect(world.facts.notSent).toContain('still opening');
    link.retry();
    await attach(2).accept();
    expect(world.frames).toEqual([]);
    link.type(bytes('z'));
    expect(world.frames).toEqual(['1 input 1 z']);
  });

  it('tells that a program has read what was typed while it attached only when it was sent', async () => {
    const { link, world, attach } = setup();
    link.start();
    link.type(bytes('a'));
    const taken = link.taken();
    await settle();
    expect(world.sent).toEqual([]);
    await attach(0).accept();
    expect(await taken).toMatchObject({ ok: true });
    expect(world.sent.at(-1)).toEqual({ name: 'terminal:taken', body: { viewer: 1 } });
  });

  it('sends again what was under way when the connection was lost, before what is typed now', async () => {
    const { link, world, attach, lose, regain } = setup();
    link.start();
    await attach(0).accept({ input: { taken: 0, refused: null } });
    for (const each of ['a', 'b', 'c']) link.type(bytes(each));
    attach(0).listener.notice({ kind: 'typed', sequence: 1 });
    lose();
    regain();
    link.type(bytes('d'));
    await attach(1).accept({ viewer: 2, input: { taken: 2, refused: null } });
    expect(world.frames.slice(3)).toEqual(['2 input 3 c', '2 input 4 d']);
    expect(world.facts.notSent).toBeNull();
  });

  it.each([
    ['another has taken over meanwhile', { owner: false }, 'Not sent, as the connection was lost: “b␍␛[A␉”'],
    ['the program has ended meanwhile', { state: 'ended' as const }, 'Not sent, as the connection was lost: “b␍␛[A␉”'],
    ['it is another program', { epoch: 6 }, 'The connection was lost; nobody knows whether this was sent: “b␍␛[A␉”'],
  ])('says what was not sent when %s, until it could be read', async (_why, change, said) => {
    const { link, world, attach, lose, regain } = setup();
    link.start();
    await attach(0).accept({ input: { taken: 0, refused: null } });
    link.type(bytes('a'));
    attach(0).listener.notice({ kind: 'typed', sequence: 1 });
    link.type(bytes('b\r\x1b[A\t'));
    lose();
    regain();
    await attach(1).accept({ viewer: 2, input: { taken: 1, refused: null }, ...change });
    expect(world.frames.slice(2)).toEqual([]);
    expect(world.facts.notSent).toBe(said);
    attach(1).listener.notice({ kind: 'owner', owner: 'self' });
    expect(world.facts.notSent).toBe(said);
    world.now = 5000;
    attach(1).listener.notice({ kind: 'owner', owner: 'self' });
    expect(world.facts.notSent).toBeNull();
  });

  it('says of what was typed while it attached to an ended program that nothing reads it', async () => {
    const { link, world, attach } = setup();
    link.start();
    link.type(bytes('a'));
    await attach(0).accept({ state: 'ended' });
    expect(world.frames).toEqual([]);
    expect(world.facts.notSent).toContain('has ended');
  });

  it('lets go of a viewer that was given after it closed', async () => {
    const { link, world, attach } = setup();
    link.start();
    link.close();
    await attach(0).accept();
    expect(world.sent).toEqual([{ name: 'terminal:detach', body: { viewer: 1, said: true } }]);
  });

  it.each([
    ['bytes are missing', ({ attach }: World) => attach(0).listener.frame(encodeOutput(1, 20, bytes('gap')))],
    [
      'the connection was another for a moment',
      ({ lose, regain }: World) => {
        lose();
        regain();
      },
    ],
  ])('sends nothing more of a paste when it attaches anew because %s', async (_name, fault) => {
    const all = setup();
    const { link, world, attach } = all;
    link.start();
    await attach(0).accept();
    attach(0).listener.frame(snapshot(10, 'picture'));
    const said: string[] = [];
    let answer = (): void => undefined;
    const taken = () => new Promise<Result<boolean>>((resolve) => (answer = () => resolve(success(true))));
    const queue = createInputQueue({ line: { ...link, taken }, onProgress: () => undefined, onNotSent: (why) => said.push(why) });
    queue.paste('x'.repeat(2 * INPUT_MAX), true);
    const before = world.frames.length;
    fault(all);
    answer();
    await settle();
    await attach(1).accept({ viewer: 2 });
    answer();
    await settle();
    expect(world.frames.slice(before)).toEqual([]);
    expect(said).toEqual(['The connection to this terminal was lost. About 0 of 131 kB was pasted before that.']);
    queue.key(bytes('k'));
    expect(world.frames.slice(before)).toEqual(['2 input 3 k']);
  });
});
