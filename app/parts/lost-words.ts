/** When the server is still away after so long (milliseconds), it does not just start again: a person may have to. */
const HELP_AFTER_MS = 10_000;

/** What is written while the server is lost for `away` milliseconds. `closing`: it said that it stops. */
export function lostWords(away: number, closing: boolean): string {
  const what = `${closing ? 'The server was stopped.' : 'Lost the server.'} Sessions do not depend on it. Trying again…`;
  return away < HELP_AFTER_MS ? what : `${what} If it does not come back, run npm start in the Beckon folder.`;
}

/** What a reader hears of it: each sentence once, and nothing that counts. */
export function lostNews(away: number, closing: boolean): string {
  if (away >= HELP_AFTER_MS) return 'The server is still away; npm start in the Beckon folder starts it.';
  return closing ? 'Server stopped. Sessions do not depend on it.' : 'Server lost. Sessions do not depend on it.';
}
