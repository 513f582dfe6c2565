import { afterEach, describe, expect, it } from 'vitest';
import { ATTACKS } from './attack-cases.ts';
import { GATE_CHECKS } from './decide.ts';
import { type GateServer, startGateServer } from './gate-fixture.ts';

let server: GateServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('attacks that the gate holds off', () => {
  it.each(ATTACKS)('$name', async ({ attack, twin }) => {
    server = await startGateServer();
    expect(await attack(server)).toBe(false);
    server.pass(60_001);
    expect(await twin(server)).toBe(true);
  });
});

describe('each check is needed', () => {
  it.each(ATTACKS)('without $heldBy gets through: $name', async ({ attack, heldBy }) => {
    server = await startGateServer({ checks: GATE_CHECKS.filter((check) => check !== heldBy) });
    expect(await attack(server)).toBe(true);
  });

  it('and each holds off at least one', () => {
    expect(new Set(ATTACKS.map((each) => each.heldBy))).toEqual(new Set(GATE_CHECKS));
  });
});
