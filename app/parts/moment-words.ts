/** One clock for every moment on the page: the browser's time zone, 24 hours, whatever its language. Moments are Unix milliseconds. */

/** `14:53:06` */
export function timeWords(at: number): string {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits).join(':');
}

/** `2026-11-21 14:53:06` */
export function momentWords(at: number): string {
  const moment = new Date(at);
  return `${[moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map(twoDigits).join('-')} ${timeWords(at)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
