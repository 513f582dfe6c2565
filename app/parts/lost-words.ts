/** When the server is still away after so long (milliseconds), it does not just start again: a person may have to. */
const HELP_AFTER_MS = 10_000;

/** What is said while the server is lost for `away` milliseconds. `closing`: it said that it stops. */
export function lostWords(away: number, closing: boolean): string {
  const what = `${closing ? 'The server was stopped.' : 'Lost the server.'} Sessions do not depend on it. Trying again…`;
  return away < HELP_AFTER_MS ? what : `${what} If it does not come back, run npm start in the Beckon folder.`;
}
