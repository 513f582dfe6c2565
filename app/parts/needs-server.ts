import { sessionAt } from './session-path.ts';

/** Whether going from one address of the page to another asks the server for what is there; from session to session it does not. */
export function needsServer(from: URL, to: URL): boolean {
  if (from.origin !== to.origin) return false;
  if (from.pathname === to.pathname && from.search === to.search) return false;
  return sessionAt(from.pathname) === null || sessionAt(to.pathname) === null;
}
