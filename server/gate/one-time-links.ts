import { freshSecret, hashSecret, type Random, sameHash } from './hashing.ts';

export const LINK_LIFE_MS = 60 * 60 * 1000;
/** Open links at once; a newer one pushes the oldest out, so asking for links cannot fill memory. */
export const LINKS_MAX = 50;

interface OpenLink {
  readonly hash: string;
  readonly expires: number;
}

/** Tokens that open the page once. In memory only: a restart of the hub ends them all. */
export interface OneTimeLinks {
  /** A fresh token. */
  issue(): string;
  /** Uses a token up. Null when it is unknown, used or too old; else a way to give it back where its use came to nothing. */
  take(token: string): (() => void) | null;
  clear(): void;
}

/** `clock` is monotonic, in milliseconds. */
export function createOneTimeLinks(clock: () => number, random: Random): OneTimeLinks {
  let open: OpenLink[] = [];
  const prune = (): void => {
    const now = clock();
    open = open.filter((link) => link.expires > now).slice(-LINKS_MAX);
  };
  return {
    issue() {
      const token = freshSecret(random);
      open.push({ hash: hashSecret(token), expires: clock() + LINK_LIFE_MS });
      prune();
      return token;
    },
    take(token) {
      prune();
      const hash = hashSecret(token);
      let found: OpenLink | null = null;
      for (const link of open) if (sameHash(link.hash, hash)) found = link; // to the end: the time tells no position
      if (found === null) return null;
      const taken = found;
      open = open.filter((link) => link !== taken);
      return () => {
        open.push(taken);
      };
    },
    clear() {
      open = [];
    },
  };
}
