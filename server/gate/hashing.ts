import { createHash, timingSafeEqual } from 'node:crypto';

/** 256 bits: guessing one is out of the question, also over years. */
export const SECRET_BYTES = 32;

/** Makes this many random bytes. */
export type Random = (bytes: number) => Buffer;

/** A fresh secret as 43 characters that need no quoting in URLs, headers and shells. */
export function freshSecret(random: Random): string {
  return random(SECRET_BYTES).toString('base64url');
}

/** SHA-256 in hex. Secrets are random, so a slow hash would add nothing. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes in a time that does not tell where they differ. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, 'hex');
  const right = Buffer.from(b, 'hex');
  return left.length === right.length && timingSafeEqual(left, right);
}
