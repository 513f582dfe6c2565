import { constants } from 'node:os';

/**
 * What to say when a hub that was up has ended; null when that was asked for, or when it has said itself why it ended.
 * @param {{ code: number, isAsked: boolean, hasSpoken: boolean }} end code: the exit code, 128 + n for signal n
 * @returns {string | null}
 */
export function lastWords({ code, isAsked, hasSpoken }) {
  if (code === 0 || isAsked) return null;
  const signal = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
  if (signal === undefined && hasSpoken) return null;
  const end = signal === undefined ? `The server ended with code ${code}.` : `The server was ended by ${signal}.`;
  return `${end} Sessions run on; start it again with: npm start`;
}
