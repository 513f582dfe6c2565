/** A control character, 7 or 8 bits, by its code. */
export function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/** A character that turns the direction of what follows: text with it can read as something else than it is. */
function isTurning(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** Text for a person to look over: control characters as symbols, line breaks and tabs as they are. */
export function withVisibleControls(text: string): string {
  let shown = '';
  for (const character of text.replace(/\r\n?/g, '\n')) shown += symbolOf(character);
  return shown;
}

function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\n' || character === '\t') return character;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return isControl(code) || isTurning(code) ? '\ufffd' : character;
}
