import type { Session } from '#common/session.ts';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';

/** What an agent says of itself is its status; shown with the demo agents, which keep the same record as Claude Code. */

test('who waits is on top with what it asks; answered in its terminal it goes on, and the status with it', async ({ board, hub }) => {
  const answer = await hub.call('POST', '/api/demo');
  const [asking, questioning, working]: Session[] = answer.json.sessions;
  const status = async (session: Session | undefined) => (await hub.session(session?.id ?? '')).status;
  await expect.poll(() => status(asking)).toBe('waiting_permission');
  await expect.poll(() => status(working)).toBe('running');
  const queue = board.getByRole('region', { name: /Waiting for you/ });
  await expect(queue).toContainText('auth-api');
  await expect(queue).toContainText('a permission, a question or a plan');
  await expect(board.getByRole('listitem', { name: /^auth-api/ }).first()).toContainText('waiting for permission');

  const card = board.getByRole('main').getByRole('listitem', { name: 'auth-api' });
  await expect(card).toContainText('Do you want to proceed?');
  await expect(card).not.toContainText('It asks something');

  const terminal = await openTerminal(board, 'auth-api');
  await expect(rows(terminal)).toContainText('Do you want to proceed?');
  await type(terminal, '1');
  await expect.poll(() => status(asking)).not.toBe('waiting_permission');
  await expect.poll(() => status(questioning)).toMatch(/^waiting_/);
});

test('many that wait leave the cards their room: four lines and the way to the others; a filter is for them too', async ({
  board,
  hub,
}) => {
  for (let each = 0; each < 3; each += 1) await hub.call('POST', '/api/demo');
  const waiting = async () => {
    const sessions: Session[] = (await hub.call('GET', '/api/sessions')).json.sessions;
    return sessions.filter(({ status }) => status.startsWith('waiting_')).length;
  };
  await expect.poll(waiting).toBeGreaterThanOrEqual(6);
  const queue = board.getByRole('region', { name: 'Waiting for you' });
  await expect(queue.getByRole('link', { name: /^[2-5] more waits? for you$/ })).toBeVisible();
  await expect(queue.getByRole('listitem')).toHaveCount(4);
  await board.getByRole('searchbox').fill('auth-api');
  await expect(queue.getByRole('listitem')).toHaveText([/auth-api/, /auth-api/, /auth-api/]);
  await expect(board.getByText('3 of 9, 3 waiting')).toBeVisible();
  await board.getByRole('searchbox').fill('');
  await board.setViewportSize({ width: 390, height: 844 });
  await expect(queue.getByRole('listitem')).toHaveCount(0);
  const count = board
    .getByRole('navigation', { name: 'Main' })
    .getByText(/^[6-9]$/)
    .filter({ visible: true });
  const colour = () => count.evaluate((span) => getComputedStyle(span).backgroundColor);
  const amber = await colour();
  await hub.stop('SIGKILL');
  await board.setViewportSize({ width: 1280, height: 800 });
  await expect(queue.getByRole('listitem')).toHaveText([/last known: /, /last known: /, /last known: /, /last known: /]);
  await board.setViewportSize({ width: 390, height: 844 });
  await expect.poll(colour).not.toBe(amber);
  await expect(board.getByText('run npm start in the Beckon folder', { exact: false })).toBeVisible();
  await hub.start();
  await expect.poll(colour).toBe(amber);
  await queue.getByRole('link', { name: /^[6-9] wait for you$/ }).click();
  await expect(board.getByRole('heading', { level: 1, name: 'Waiting for you' })).toBeVisible();
});

test('who waits no more leaves the others in the queue where they are, until a key is pressed', async ({ board, hub }) => {
  const made: Session[] = [];
  for (const name of ['first', 'second']) {
    const one = await hub.create({ provider: 'demo', name });
    await expect.poll(async () => (await hub.session(one.id)).status).toBe('waiting_input');
    made.push(one);
  }
  const lines = board.getByRole('region', { name: 'Waiting for you' }).getByRole('listitem');
  await expect(lines).toHaveText([/^first.*It waits for your next prompt/, /^second.*It waits for your next prompt/]);
  await hub.call('POST', `/api/sessions/${made[0]?.id}/end`, {});
  await expect(lines).toHaveText([/^first.*It waits no more/, /^second.*It waits for your next prompt/]);
  await board.keyboard.press('Shift');
  await expect(lines).toHaveText([/^second/]);
});

test('a restart of the hub knows at once what its agents do', async ({ hub }) => {
  const answer = await hub.call('POST', '/api/demo');
  const [asking]: Session[] = answer.json.sessions;
  await expect.poll(async () => (await hub.session(asking?.id ?? '')).status).toBe('waiting_permission');
  await hub.stop('SIGKILL');
  await hub.start();
  await expect.poll(async () => (await hub.session(asking?.id ?? '')).status).toBe('waiting_permission');
});
