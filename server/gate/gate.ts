import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Result } from '#common/result.ts';

/** How a request came in: over loopback TCP, where everyone may knock, or over the hub's own 0600 unix socket. */
export type Channel = 'tcp' | 'unix';

/** Who a request is from, once it is let in. */
export type Caller =
  /** A page that has the cookie and, for the API and the socket, the second value. `login` names its login. */
  | { readonly kind: 'page'; readonly login: string }
  /** A program with the bearer token. */
  | { readonly kind: 'bearer' }
  /** A program that could open the unix socket. */
  | { readonly kind: 'local' }
  /** Anybody: only the few public routes. */
  | { readonly kind: 'anyone' };

/** The gate: who may speak, for requests and upgrades alike, before the API, socket.io or Next see a byte. */
export interface Gate {
  /**
   * Decides about a request. It answers refusals, redirects and its own page itself and then gives null; otherwise the
   * response already carries the security headers, and the request may go on, without the credential and without the
   * headers that only a framework may set: what is behind the gate can neither trust nor log them.
   */
  admit(request: IncomingMessage, response: ServerResponse, channel: Channel): Promise<Caller | null>;
  /** Decides about an upgrade, likewise; a refused one is answered with a plain HTTP status and closed. */
  admitUpgrade(request: IncomingMessage, socket: Duplex, channel: Channel): Caller | null;
  /** A fresh link that opens the page: works once, for one hour. On the public address when there is one. */
  link(): string;
  /**
   * Ends one login, or every login, open link and the bearer token. It holds at once, and listeners hear which logins ended
   * (null: all); a failure says that it is not on disk, so that the next start would not know of it.
   */
  logout(login: string): Promise<Result<void>>;
  rotate(): Promise<Result<void>>;
  onRevoked(listener: (login: string | null) => void): () => void;
}
