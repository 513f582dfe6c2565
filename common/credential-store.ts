/**
 * Where a page keeps the second value of its credential: IndexedDB, which a service worker can read too. The gate's login
 * page writes it, the app reads it; both take the names from here. The store has no key path: the value lies under
 * `CREDENTIAL_KEY`, as a string.
 */
export const CREDENTIAL_DATABASE = 'beckon';
export const CREDENTIAL_DATABASE_VERSION = 1;
export const CREDENTIAL_STORE = 'credentials';
export const CREDENTIAL_KEY = 'key';

/** The header that carries the second value on HTTP. */
export const CREDENTIAL_HEADER = 'x-beckon-key';
/** The query parameter that carries it at the WebSocket upgrade, and only there: a page cannot set headers on it. */
export const CREDENTIAL_QUERY = 'key';
