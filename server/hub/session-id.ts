import { randomInt } from 'node:crypto';
import { type SessionId, sessionIdSchema } from '#common/session.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A new session id: 62 random bits, so that two never meet and none is guessed from another. */
export function createSessionId(): SessionId {
  return sessionIdSchema.parse(Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join(''));
}
