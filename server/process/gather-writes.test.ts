import { expect, it } from 'vitest';
import { gatherWrites } from './gather-writes.ts';

it('holds a socket from the first write of a turn to its end, each turn anew', async () => {
  const calls: string[] = [];
  const gather = gatherWrites({ cork: () => calls.push('cork'), uncork: () => calls.push('uncork') });
  gather();
  gather();
  expect(calls).toEqual(['cork']);
  await new Promise<void>((done) => setImmediate(done));
  expect(calls).toEqual(['cork', 'uncork']);
  gather();
  expect(calls).toEqual(['cork', 'uncork', 'cork']);
});
