import type { Exit } from '#common/session.ts';

const UNSEEN = 'nobody saw how it ended';

/** How a program ended, in a few words. */
export function exitWords(exit: Exit | null): string {
  if (!exit) return UNSEEN;
  const how = exit.signal ?? (exit.code === null ? null : `exit code ${exit.code}`);
  if (exit.asked) return how === null ? 'ended on request' : `ended on request (${how})`;
  if (exit.signal) return `ended by ${exit.signal}`;
  return how ?? UNSEEN;
}

/** Whether it ended as a program does that has failed. What a person asked for is no failure. */
export function endedBadly(exit: Exit | null): boolean {
  return exit !== null && !exit.asked && (exit.signal !== null || (exit.code !== null && exit.code !== 0));
}
