import type { ServerOptions } from 'node:http';

/**
 * Settings of every HTTP server of ours. They hold before the gate sees a request: what is too big or too slow for them
 * never becomes one. There is no cap on connections: whoever filled it would lock the person out.
 */
export const HTTP_LIMITS = {
  /** Request line and headers in bytes; more is answered 431. Our own need under 2 KB; the rest is for cookies of other ports. */
  maxHeaderSize: 16 * 1024,
  /** From the connection's first moment to the end of the headers, so half-open connections end, too (408). */
  headersTimeout: 10_000,
  /** To the end of the body: the largest (1 MB) passes in far less on loopback. Also ends the drain of a refused body. */
  requestTimeout: 30_000,
  /** How often the two above are looked at; Node's own 30 s would triple them. */
  connectionsCheckingInterval: 2_000,
  /** An idle connection is kept for a page's next request; longer than the page's own bursts, short for strangers. */
  keepAliveTimeout: 5_000,
  /** Without it the Host allowlist would be asked about nothing. */
  requireHostHeader: true,
  insecureHTTPParser: false,
} as const satisfies ServerOptions;
