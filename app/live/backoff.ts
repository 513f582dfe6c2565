const FIRST_MS = 100;
const CAP_MS = 2000;

/**
 * Milliseconds to wait before reconnect attempt `attempt` (0 is the first): doubles up to a cap of two seconds.
 * Between half and the whole of it is random, so that many pages do not come back in one burst.
 */
export function reconnectDelay(attempt: number, random: () => number): number {
  const whole = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return whole / 2 + (whole / 2) * random();
}
