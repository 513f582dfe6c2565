import type { Inside, InnerModes } from '#common/xterm-inside.ts';
import { charsetFlag } from './terminal-inside.ts';

const DESIGNATE = ['(', ')', '*', '+'];
const INVOKE = ['\x0f', '\x0e', '\x1bn', '\x1bo'];
const MOUSE: Record<string, number> = { X10: 9, VT200: 1000, DRAG: 1002, ANY: 1003 };
const MOUSE_ENCODING: Record<string, number> = { SGR: 1006, SGR_PIXELS: 1016 };
const CURSOR_STYLE: Record<string, number> = { block: 1, underline: 3, bar: 5 };
/** A cursor style that is none, but odd or even as others are: sets blinking alone. */
const NO_STYLE = 7;

/**
 * Modes, as far as they are not those of a new terminal. Two that a reset leaves as they are (cursor hidden, LNM) come
 * always. Origin mode moves the cursor.
 */
export function restoredModes(inside: Inside): string {
  const modes = inside.coreService.decPrivateModes;
  const { activeProtocol, activeEncoding } = inside.coreMouseService;
  const on: (number | undefined)[] = [
    modes.applicationCursorKeys ? 1 : undefined,
    modes.reverseWraparound ? 45 : undefined,
    modes.bracketedPasteMode ? 2004 : undefined,
    modes.sendFocus ? 1004 : undefined,
    MOUSE[activeProtocol],
    MOUSE_ENCODING[activeEncoding],
    modes.origin ? 6 : undefined,
    modes.synchronizedOutput ? 2026 : undefined,
  ];
  let text = '';
  for (const mode of on) if (mode !== undefined) text += `\x1b[?${mode}h`;
  if (!modes.wraparound) text += '\x1b[?7l';
  if (modes.applicationKeypad) text += '\x1b=';
  if (inside.coreService.modes.insertMode) text += '\x1b[4h';
  text += `\x1b[20${inside.optionsService.rawOptions.convertEol ? 'h' : 'l'}`;
  text += cursorStyle(modes);
  return `${text}\x1b[?25${inside.coreService.isCursorHidden ? 'l' : 'h'}`;
}

function cursorStyle({ cursorStyle: style, cursorBlink }: InnerModes): string {
  if (cursorBlink === undefined) return '';
  return `\x1b[${(style === undefined ? NO_STYLE : (CURSOR_STYLE[style] ?? NO_STYLE)) + (cursorBlink ? 0 : 1)} q`;
}

/** Charsets that are designated, and the one that is invoked. */
export function restoredCharsets({ _charsetService: { glevel, _charsets } }: Inside): string {
  let text = '';
  for (const [level, set] of _charsets.entries()) {
    if (set !== undefined) text += `\x1b${DESIGNATE[level] ?? '('}${charsetFlag(set)}`;
  }
  return glevel === 0 ? text : text + (INVOKE[glevel] ?? '');
}
