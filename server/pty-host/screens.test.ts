import { describe, expect, it, vi } from 'vitest';
import type { FromScreens, ToScreens } from './screen-messages.ts';
import { type ScreenOwner, type ScreenPort, Screens } from './screens.ts';

/** Screens whose worker is a test: it says what it got, and dies when told. */
class Port implements ScreenPort {
  readonly posted: ToScreens[] = [];
  say: (message: FromScreens) => void = () => undefined;
  die: (reason: string) => void = () => undefined;
  post(message: ToScreens): void {
    this.posted.push(message);
  }
  onMessage(listener: (message: FromScreens) => void): void {
    this.say = listener;
  }
  onLost(listener: (reason: string) => void): void {
    this.die = listener;
  }
  closed = 0;
  async close(): Promise<void> {
    this.closed += 1;
  }
}

function owner(): ScreenOwner {
  return {
    parsed: vi.fn(),
    answer: vi.fn(),
    title: vi.fn(),
    preview: vi.fn(),
    rebuild: () => ({ cols: 9, rows: 4, offset: 100, replay: Uint8Array.of(1, 2) }),
  };
}

function make(): { screens: Screens; ports: Port[]; log: string[] } {
  const ports: Port[] = [];
  const log: string[] = [];
  const start = () => {
    const port = new Port();
    ports.push(port);
    return port;
  };
  return { screens: new Screens(start, (message) => log.push(message)), ports, log };
}

describe('Screens', () => {
  it('brings each answer to the one who asked', async () => {
    const { screens, ports } = make();
    const screen = screens.open({ cols: 80, rows: 24, offset: 0 }, owner());
    const first = screen.text({ scrollback: false });
    const second = screen.text({ scrollback: true });
    const asked = ports[0]?.posted.filter((message) => message.kind === 'text') ?? [];
    for (const { request, scrollback } of [...asked].reverse()) {
      const lines = [String(scrollback)];
      ports[0]?.say({ kind: 'text', request, screen: { cols: 80, rows: 24, lines, cut: false, cursor: { x: 0, y: 0 }, title: '' } });
    }
    expect(await first).toMatchObject({ ok: true, value: { lines: ['false'] } });
    expect(await second).toMatchObject({ ok: true, value: { lines: ['true'] } });
  });

  it('when the worker is lost, starts another and builds each terminal anew; who waits is told', async () => {
    vi.useFakeTimers();
    const { screens, ports, log } = make();
    const screen = screens.open({ cols: 80, rows: 24, offset: 0 }, owner());
    const waiting = screen.picture();
    ports[0]?.die('out of memory');
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'screen_unavailable' } });
    expect(await screen.picture()).toMatchObject({ ok: false, error: { code: 'screen_unavailable' } });
    await vi.advanceTimersByTimeAsync(50);
    expect(ports[1]?.posted).toEqual([{ kind: 'open', id: 1, cols: 9, rows: 4, offset: 100, replay: Uint8Array.of(1, 2) }]);
    screen.resize(10, 5);
    expect(ports[1]?.posted.at(-1)).toEqual({ kind: 'resize', id: 1, cols: 10, rows: 5 });
    expect(log[0]).toContain('out of memory');
    vi.useRealTimers();
  });

  it('does not read again what a worker may have died of', async () => {
    vi.useFakeTimers();
    const { screens, ports } = make();
    screens.open({ cols: 80, rows: 24, offset: 0 }, owner());
    ports[0]?.die('crash');
    await vi.advanceTimersByTimeAsync(50);
    ports[1]?.die('crash');
    await vi.advanceTimersByTimeAsync(100);
    expect(ports[2]?.posted).toEqual([{ kind: 'open', id: 1, cols: 9, rows: 4, offset: 102 }]);
    vi.useRealTimers();
  });

  it('when the worker is silent for long, ends it, starts another and builds each terminal anew; who waits is told', async () => {
    vi.useFakeTimers();
    const { screens, ports, log } = make();
    const listener = owner();
    const screen = screens.open({ cols: 80, rows: 24, offset: 0 }, listener);
    const waiting = screen.picture();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ports[0]?.posted.at(-1)).toEqual({ kind: 'ping' });
    await vi.advanceTimersByTimeAsync(9999);
    expect(ports[0]?.closed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(ports[0]?.closed).toBe(1);
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'screen_unavailable' } });
    expect(log[0]).toContain('did not answer');
    await vi.advanceTimersByTimeAsync(50);
    expect(ports[1]?.posted).toEqual([{ kind: 'open', id: 1, cols: 9, rows: 4, offset: 100, replay: Uint8Array.of(1, 2) }]);
    ports[0]?.say({ kind: 'parsed', id: 1, bytes: 7 });
    ports[0]?.die('ended');
    expect(listener.parsed).not.toHaveBeenCalled();
    expect(log).toHaveLength(1);
    await screens.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('asks the worker now and then while it is given anything, and leaves one alone that answers', async () => {
    vi.useFakeTimers();
    const { screens, ports } = make();
    const screen = screens.open({ cols: 80, rows: 24, offset: 0 }, owner());
    const pings = () => ports[0]?.posted.filter(({ kind }) => kind === 'ping').length;
    for (let asked = 1; asked <= 4; asked += 1) {
      screen.resize(10, asked);
      screen.resize(20, asked);
      // The answer to each comes when the first wait for it is over, as after a sleep.
      await vi.advanceTimersByTimeAsync(10_000);
      expect(pings()).toBe(asked);
      ports[0]?.say({ kind: 'pong' });
    }
    await vi.advanceTimersByTimeAsync(5000);
    expect(vi.getTimerCount()).toBe(0);
    expect(pings()).toBe(4);
    expect(ports).toHaveLength(1);
    vi.useRealTimers();
  });

  it('hears nothing of a terminal that was closed', () => {
    const { screens, ports } = make();
    const listener = owner();
    const screen = screens.open({ cols: 80, rows: 24, offset: 0 }, listener);
    screen.close();
    screen.close();
    ports[0]?.say({ kind: 'title', id: 1, title: 'late' });
    expect(listener.title).not.toHaveBeenCalled();
    expect(ports[0]?.posted.filter(({ kind }) => kind === 'close')).toHaveLength(1);
  });
});
