import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SESSIONS_MAX } from '#common/limits.ts';
import type { Preview } from '#common/preview.ts';
import type { SessionId } from '#common/session.ts';
import { ID, Page, events, folder, host, launch, pass, pty, signals, startHost, hostForEachTest } from './fake-host.ts';

hostForEachTest();

describe('a picture on disk', () => {
  it('brings the last screen back in a new pty host, as lost', async () => {
    host.create(launch());
    pty().print('\x1b]0;my title\x07before the \x1b[31mreboot');
    await host.screen(ID, { scrollback: false }); // the title is known when the screen is
    await host.close();
    startHost();
    await host.restore();
    expect(host.list(null).sessions).toMatchObject([{ session: ID, state: 'lost', exit: null, title: 'my title', tag: 'tag' }]);
    const text = await host.screen(ID, { scrollback: false });
    expect(text.ok && text.value.lines[0]).toBe('before the reboot');
    const page = new Page();
    const attached = await host.attach({ session: ID, viewer: 1, client: 'one', cols: 80, rows: 24, visible: true }, page);
    if (attached.ok) attached.value.begin();
    await page.until(() => page.notices.length === 1);
    expect(page.pictures[0]).toMatchObject({ cols: 40, rows: 6 });
  });

  it('is removed with its session, and nothing else is', async () => {
    host.create(launch());
    pty().print('x');
    await host.sweep();
    expect(await readdir(folder)).toEqual([`${ID}.snapshot`]);
    expect(await host.forget(ID)).toMatchObject({ ok: false, error: { code: 'session_alive' } });
    pty().end(0);
    expect(await host.forget(ID)).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual([]);
    expect(host.list(null).sessions).toEqual([]);
  });

  it('that cannot be written is told once, keeps the old one, and is written again later', async () => {
    host.create(launch());
    pty().print('one');
    await host.sweep();
    pty().print('two');
    await rm(folder, { recursive: true });
    await host.sweep();
    await host.sweep();
    expect(events.filter(({ kind }) => kind === 'snapshots')).toMatchObject([{ problem: { code: 'io_failed' } }]);
    const { mkdir } = await import('node:fs/promises');
    await mkdir(folder);
    await host.sweep();
    expect(events.filter(({ kind }) => kind === 'snapshots').at(-1)).toEqual({ kind: 'snapshots', problem: null });
  });

  it('that is damaged does not hide the others', async () => {
    host.create(launch());
    pty().print('x');
    await host.close();
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(folder, 'bbbbbbbbbbbb.snapshot'), 'no header');
    startHost();
    await host.restore();
    expect(host.list(null).sessions.map(({ session }) => session)).toEqual([ID]);
  });
});

describe('previews', () => {
  const line = (preview: Preview | undefined, at: number) => preview?.rows.find((row) => row.at === at)?.runs[0]?.text;

  it('are whole first, then what changed, and no more when nobody watches', async () => {
    host.create(launch());
    pty().print('one\r\ntwo');
    const heard: Preview[] = [];
    let wake: () => void = () => undefined;
    const next = () => new Promise<void>((done) => (wake = done));
    const come = next();
    const watch = await host.watch(ID, (preview) => {
      heard.push(preview);
      wake();
    });
    await come;
    expect(heard[0]).toMatchObject({ session: ID, count: 2 });
    expect([line(heard[0], 0), line(heard[0], 1)]).toEqual(['one', 'two']);
    const more = next();
    pty().print('!');
    await more;
    expect(heard[1]).toMatchObject({ count: 2, rows: [{ at: 1 }] });
    expect(line(heard[1], 1)).toBe('two!');
    if (watch.ok) watch.value();
    pty().print('?');
    await host.screen(ID, { scrollback: false });
    expect(heard).toHaveLength(2);
  });

  it('are there of a session that is only a picture on disk', async () => {
    host.create(launch());
    pty().print('the end');
    pty().end(0);
    await host.sweep();
    const preview = await new Promise<Preview>((done) => void host.watch(ID, done));
    expect(line(preview, 0)).toBe('the end');
  });

  it('of an unknown session are refused', async () => {
    expect(await host.watch(ID, () => undefined)).toMatchObject({ ok: false, error: { code: 'session_unknown' } });
  });
});

describe('a session', () => {
  it('that cannot be started leaves nothing behind', async () => {
    await host.close();
    startHost(() => {
      throw new Error('forkpty failed');
    });
    expect(host.create(launch())).toMatchObject({ ok: false, error: { code: 'spawn_failed' } });
    expect(host.list(null).sessions).toEqual([]);
  });

  it('is refused under an id that exists, and beyond the limit', () => {
    host.create(launch());
    expect(host.create(launch())).toMatchObject({ ok: false, error: { code: 'session_exists' } });
    for (let each = 1; each < SESSIONS_MAX; each += 1) host.create(launch(String(each).padStart(12, '0') as SessionId));
    expect(host.create(launch('zzzzzzzzzzzz' as SessionId))).toMatchObject({ ok: false, error: { code: 'session_limit' } });
  });

  it('is ended by HUP first', async () => {
    host.create(launch());
    expect(host.end(ID, null)).toMatchObject({ ok: true });
    expect(host.end(ID, null)).toMatchObject({ ok: true });
    await expect.poll(() => signals).toEqual(['SIGHUP 100']);
  });

  it('that ended gives its memory back, and still shows its screen', async () => {
    host.create(launch());
    pty().print('done');
    pty().end(0);
    await host.sweep();
    const text = await host.screen(ID, { scrollback: false });
    expect(text.ok && text.value.lines[0]).toBe('done');
    expect(host.list(null).sessions).toMatchObject([{ state: 'ended', exit: { code: 0 } }]);
    expect(host.write(ID, 'x')).toMatchObject({ ok: false, error: { code: 'session_exited' } });
  });

  it.each(['end', 'forget', 'write', 'retag', 'screen'] as const)('that does not exist is unknown to %s', async (verb) => {
    const answers = {
      end: () => host.end(ID, null),
      forget: () => host.forget(ID),
      write: () => host.write(ID, 'x'),
      retag: () => host.retag(ID, 'x'),
      screen: () => host.screen(ID, { scrollback: true }),
    };
    expect(await answers[verb]()).toMatchObject({ ok: false, error: { code: 'session_unknown' } });
  });
});

it('says that nobody needs it after ten minutes without session and client', async () => {
  await host.sweep();
  pass(10 * 60 * 1000 - 1);
  await host.sweep();
  expect(signals).toEqual([]);
  pass(1);
  await host.sweep();
  expect(signals).toEqual(['idle']);
});
