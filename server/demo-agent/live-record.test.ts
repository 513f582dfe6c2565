import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLiveRecord } from './live-record.ts';
import { playAgent } from './played-agent.ts';

it('is first without a status, follows it, and goes at the end', () => {
  const config = mkdtempSync(join(tmpdir(), 'beckon-demo-'));
  const record = openLiveRecord(config, { pid: 42, procStart: 'boot:7', startedAt: 5 });
  const read = () => JSON.parse(readFileSync(join(config, 'sessions', '42.json'), 'utf8'));
  const agent = playAgent();
  record.write(agent.state);
  expect(read()).toEqual({
    pid: 42,
    sessionId: 'session-0',
    cwd: '/srv/webapp',
    startedAt: 5,
    procStart: 'boot:7',
    version: '1.0.0-demo',
    peerProtocol: 1,
    kind: 'interactive',
    entrypoint: 'cli',
    updatedAt: 0,
  });
  record.write(agent.state);
  expect(read()).toMatchObject({ status: 'idle', statusUpdatedAt: 0 });
  agent.type('permission\r');
  agent.pass(10);
  record.write(agent.state);
  expect(read()).toMatchObject({ status: 'busy', statusUpdatedAt: 10 });
  agent.work();
  record.write(agent.state);
  expect(read()).toMatchObject({ status: 'waiting', waitingFor: 'permission prompt' });
  agent.type('\x1b');
  agent.type('/clear\r');
  record.write(agent.state);
  expect(read()).toMatchObject({ status: 'idle', sessionId: agent.state.sessionId });
  expect(read()).not.toHaveProperty('waitingFor');
  expect(statSync(join(config, 'sessions')).mode & 0o777).toBe(0o700);
  expect(statSync(record.path).mode & 0o777).toBe(0o600);
  record.remove();
  expect(existsSync(record.path)).toBe(false);
  rmSync(config, { recursive: true });
});
