import { type Chord, parseChord } from './key-chord.ts';

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Plus: '+',
};

/** As a Mac's menus write them. */
const MAC_NAMES: Readonly<Record<string, string>> = { Enter: '↩', Backspace: '⌫', Delete: '⌦', Tab: '⇥', Escape: '⎋' };

/** A chord as people read it: `Ctrl+Shift+→`, on a Mac `⌃⇧→`. */
export function chordWords({ ctrl, alt, shift, meta, key }: Chord, mac: boolean): string {
  if (mac) return `${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${meta ? '⌘' : ''}${MAC_NAMES[key] ?? NAMES[key] ?? key}`;
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', meta && 'Meta', NAMES[key] ?? key].filter((part) => part !== false).join('+');
}

/** Words for the text of a chord; the text itself where it is none. */
export function keyWords(text: string, mac: boolean): string {
  const chord = parseChord(text, mac);
  return chord ? chordWords(chord, mac) : text;
}

/** For `aria-keyshortcuts`, which has names of its own. */
export function ariaKeys({ ctrl, alt, shift, meta, key }: Chord): string {
  return [ctrl && 'Control', alt && 'Alt', shift && 'Shift', meta && 'Meta', key].filter((part) => part !== false).join('+');
}

/** Whether this browser runs on a Mac, an iPad or an iPhone, whose keyboards have Cmd. */
export function isMac(browser: Pick<Navigator, 'platform'>): boolean {
  return /^(?:Mac|iP)/.test(browser.platform);
}
