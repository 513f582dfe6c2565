import { expect, it } from 'vitest';
import { readLiveRecord } from './live-record.ts';

const whole = {
  pid: 7,
  sessionId: 'c',
  cwd: '/',
  startedAt: 5,
  procStart: 'x',
  version: '2',
  status: 'waiting',
  waitingFor: 'permission prompt',
};

it('reads what it needs and leaves the rest', () => {
  expect(readLiveRecord(JSON.stringify(whole))).toEqual({
    sessionId: 'c',
    startedAt: 5,
    status: 'waiting',
    waitingFor: 'permission prompt',
  });
  expect(readLiveRecord('{"sessionId":"c","startedAt":5}')).toEqual({ sessionId: 'c', startedAt: 5 });
});

it.each([
  ['nothing', ''],
  ['half of one', JSON.stringify(whole).slice(0, 60)],
  ['no record', '[]'],
  ['a status of another program version', JSON.stringify({ ...whole, status: 'dreaming' })],
  ['no id', '{"startedAt":5}'],
])('reads nothing from %s', (_name, text) => {
  expect(readLiveRecord(text)).toBeNull();
});
