import { isControl, isTurning } from '#common/control-characters.ts';

/** Text for a person to look over: control characters as symbols, line breaks and tabs as they are. */
export function withVisibleControls(text: string): string {
  let shown = '';
  for (const character of text.replace(/\r\n?/g, '\n')) shown += symbolOf(character);
  return shown;
}

/** Text without a control character but tabs and line breaks: the others are symbols of what they were. */
export function withoutControls(text: string): string {
  let clean = '';
  for (const character of text) clean += character === '\r' || isTurning(character.charCodeAt(0)) ? character : symbolOf(character);
  return clean;
}

/** Text in one line: line breaks and tabs are symbols, too. */
export function inSymbols(text: string): string {
  let shown = '';
  for (const character of text) shown += character === '\n' ? '\u240a' : character === '\t' ? '\u2409' : symbolOf(character);
  return shown;
}

function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\n' || character === '\t') return character;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return isControl(code) || isTurning(code) ? '\ufffd' : character;
}
