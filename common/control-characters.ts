/** A control character, 7 or 8 bits, by its code. */
export function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/**
 * A character that turns the direction of what follows, by its code: text with it can read as something else than it is.
 * Unicode's Bidi_Control, https://www.unicode.org/reports/tr9/#Bidirectional_Character_Types
 */
export function isTurning(code: number): boolean {
  return code === 0x061c || code === 0x200e || code === 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
