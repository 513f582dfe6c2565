import { expect, openTerminal, rows, test } from './fixtures.ts';

/** What one session does must never cost the others: found by hand once, kept from coming back. */

test('many sessions with long command lines are all there after a restart of the hub', async ({ hub }) => {
  const args = Array.from({ length: 9 }, () => 'x'.repeat(90_000));
  const made = [];
  for (let each = 0; each < 6; each += 1) {
    made.push(
      await hub.create({ provider: 'command', name: `long ${each}`, command: { program: 'bash', args: ['-c', 'read line', ...args] } }),
    );
  }
  await hub.stop('SIGKILL');
  await hub.start();
  for (const { id, pid } of made)
    expect(await hub.session(id)).toMatchObject({ pid, status: 'running', command: { args: { length: 11 } } });
});

test('a program that sets its title in a loop leaves the others alone', async ({ hub }) => {
  await hub.create({ name: 'titles', prompt: "while :; do printf '\\033]0;%d\\007' $RANDOM; done" });
  const { id } = await hub.create({ name: 'neighbour', prompt: 'echo here-$((1+1))' });
  await expect.poll(() => hub.screen(id)).toContain('here-2');
  for (let round = 0; round < 20; round += 1) expect((await hub.call('GET', '/api/hosts')).json.hosts[0].state).toBe('connected');
  expect((await hub.call('POST', `/api/sessions/${id}/input`, { text: 'echo still-$((2+2))\r' })).status).toBeLessThan(300);
  await expect.poll(() => hub.screen(id)).toContain('still-4');
});

test('a program in the middle of an endless sequence can be looked at, and goes on', async ({ board, hub, folder }) => {
  const program = `printf 'shown\\033_'; head -c 4000000 /dev/zero | tr '\\0' x; touch ${folder}/through; sleep 1000`;
  await hub.create({ provider: 'command', name: 'endless', command: { program: 'bash', args: ['-c', program] } });
  const terminal = await openTerminal(board, 'endless');
  await expect(rows(terminal)).toContainText('shown');
  const { existsSync } = await import('node:fs');
  await expect.poll(() => existsSync(`${folder}/through`)).toBe(true);
});

test('a very dense screen is shown, and its text can be read', async ({ board, hub }) => {
  // 220 columns in which every cell has colours of its own: some 40 bytes a cell, 10 MB in all.
  const print = `
    for (let y = 0; y < 1200; y += 1) {
      let line = '';
      for (let x = 0; x < 220; x += 1) line += '\\x1b[38;2;' + (y % 250) + ';' + x + ';9;48;2;1;' + (x % 99) + ';7mx';
      console.log(line + '\\x1b[0m');
    }
    console.log('the-end');
    process.stdin.resume();`;
  const { id } = await hub.create({
    provider: 'command',
    name: 'dense',
    cols: 220,
    command: { program: process.execPath, args: ['-e', print] },
  });
  await expect.poll(() => hub.screen(id)).toContain('the-end');
  const terminal = await openTerminal(board, 'dense');
  await expect(rows(terminal)).toContainText('the-end');
  expect((await hub.call('GET', `/api/sessions/${id}/screen?scrollback=true`)).json.lines.length).toBeGreaterThan(100);
});

test('a program whose terminal is lost can be ended', async ({ hub }) => {
  const deaf = "trap '' HUP; echo ready; while :; do sleep 1000; done";
  const { id, pid } = await hub.create({ provider: 'command', name: 'deaf', command: { program: 'bash', args: ['-c', deaf] } });
  await expect.poll(() => hub.screen(id)).toContain('ready');
  await hub.stopPtyHost('SIGKILL');
  await expect.poll(async () => (await hub.session(id)).statusDetail).toContain(String(pid));
  expect((await hub.call('POST', `/api/sessions/${id}/end`)).status).toBeLessThan(300);
  await expect.poll(async () => (await hub.session(id)).status).toBe('exited');
  expect((await hub.session(id)).exit).toMatchObject({ code: null, signal: null, asked: true });
  expect((await hub.call('DELETE', `/api/sessions/${id}`)).status).toBeLessThan(300);
});
