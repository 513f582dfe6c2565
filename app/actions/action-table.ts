/**
 * Every action that has a name, with its default keys. The palette, the help, `docs/keys.md` and the settings are made from
 * this table; a feature offers an action with `useAction`.
 *
 * `key` works outside of terminals, and a plain one not while text is being typed. `inTerminal` works inside a terminal,
 * where every other key belongs to the program; so it is a combination of Ctrl+Shift that neither Chromium nor Firefox uses
 * on Linux, Windows or a Mac. Taken there (Chromium: chrome/browser/ui/accelerator_table.cc; Firefox:
 * browser/base/content/browser-sets.inc with browserSets.ftl, and its developer tools):
 * - Chromium: A B C D G I J L M N O P R T V W, minus, plus, Tab, Delete, Page Up, Page Down; on ChromeOS slash, Backspace;
 * - Firefox: A B C D E G H I J K M N O P Q R S T W X Y Z, closing bracket, minus, plus, Tab, Delete; 3 and 6 in Nightly;
 * - input methods and desktops of Linux: E, U, Space.
 * Free in both are the arrows, Enter, Backspace, F, most digits and most punctuation. Of C the page's handler comes first.
 */
export interface Action {
  readonly title: string;
  readonly group: ActionGroup;
  /** Default key outside of terminals; null: none. */
  readonly key: string | null;
  /** Default key inside a terminal; null: none. */
  readonly inTerminal: string | null;
  /** Other words that people look for it with; the palette finds it by them. */
  readonly also?: string;
}

export const ACTION_GROUPS = ['General', 'Sessions', 'Terminal', 'Board', 'Theme'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

const MOVES = 'order sort up down left right';

export const ACTIONS = {
  'palette.open': { title: 'Search or run', group: 'General', key: 'Mod+K', inTerminal: 'Ctrl+Shift+F' },
  'help.open': { title: 'Show all keys', group: 'General', key: '?', inTerminal: null, also: 'help shortcuts keyboard' },
  'settings.open': { title: 'Open settings', group: 'General', key: ',', inTerminal: null, also: 'preferences options' },
  'board.open': { title: 'Go to the board', group: 'General', key: 'B', inTerminal: null, also: 'home' },
  'waiting.open': {
    title: 'Go to what waits for you',
    group: 'General',
    key: 'W',
    inTerminal: null,
    also: 'waiting attention queue inbox',
  },
  'demo.try': { title: 'Try it with three demo agents', group: 'General', key: null, inTerminal: null },

  'session.new': { title: 'New session', group: 'Sessions', key: 'N', inTerminal: 'Ctrl+Shift+Enter', also: 'create start agent' },
  'session.next': { title: 'Next open terminal', group: 'Sessions', key: ']', inTerminal: 'Ctrl+Shift+ArrowRight' },
  'session.previous': { title: 'Previous open terminal', group: 'Sessions', key: '[', inTerminal: 'Ctrl+Shift+ArrowLeft' },
  'session.toggle': {
    title: 'Hide or show the terminal, start one if none is open',
    group: 'Sessions',
    key: 'T',
    inTerminal: 'Ctrl+Shift+ArrowDown',
  },
  'session.close': {
    title: 'Close the terminal, leave the session running',
    group: 'Sessions',
    key: 'X',
    inTerminal: 'Ctrl+Shift+Backspace',
    also: 'detach',
  },
  'session.rename': { title: 'Rename the session', group: 'Sessions', key: 'R', inTerminal: null },
  'session.duplicate': { title: 'Duplicate the session', group: 'Sessions', key: 'D', inTerminal: null, also: 'copy clone another' },
  'session.end': { title: 'End the session', group: 'Sessions', key: null, inTerminal: null, also: 'kill stop quit terminate' },
  'session.dismiss': { title: 'Dismiss the exited session', group: 'Sessions', key: null, inTerminal: null, also: 'remove delete clear' },
  'session.pin': { title: 'Pin or unpin the session', group: 'Sessions', key: 'P', inTerminal: null },
  'session.move.before': {
    title: 'Move the session one place earlier',
    group: 'Sessions',
    key: 'Shift+ArrowLeft',
    inTerminal: null,
    also: MOVES,
  },
  'session.move.after': {
    title: 'Move the session one place later',
    group: 'Sessions',
    key: 'Shift+ArrowRight',
    inTerminal: null,
    also: MOVES,
  },
  'session.move.start': { title: 'Move the session to the start', group: 'Sessions', key: null, inTerminal: null, also: MOVES },
  'session.move.end': { title: 'Move the session to the end', group: 'Sessions', key: null, inTerminal: null, also: MOVES },
  'inspector.toggle': { title: 'Show or hide the inspector', group: 'Sessions', key: 'I', inTerminal: null, also: 'details activity' },

  'terminal.focus': { title: 'Type into the terminal', group: 'Terminal', key: 'Enter', inTerminal: null },
  'terminal.leave': { title: 'Leave the terminal', group: 'Terminal', key: null, inTerminal: 'Ctrl+Shift+ArrowUp' },
  'terminal.copy': { title: 'Copy what is selected in the terminal', group: 'Terminal', key: null, inTerminal: 'Ctrl+Shift+C' },
  'terminal.reset': { title: 'Reset the terminal', group: 'Terminal', key: null, inTerminal: null },

  'board.filter': { title: 'Filter sessions', group: 'Board', key: '/', inTerminal: null, also: 'find search' },
  'board.view.grid': { title: 'Show as grid', group: 'Board', key: 'G', inTerminal: null },
  'board.view.list': { title: 'Show as list', group: 'Board', key: 'L', inTerminal: null },
  'board.group.none': { title: 'Do not group', group: 'Board', key: null, inTerminal: null, also: 'ungroup' },
  'board.group.project': { title: 'Group by project', group: 'Board', key: null, inTerminal: null },
  'board.group.status': { title: 'Group by status', group: 'Board', key: null, inTerminal: null },
  'board.group.provider': { title: 'Group by provider', group: 'Board', key: null, inTerminal: null },

  'theme.dark': { title: 'Dark theme', group: 'Theme', key: null, inTerminal: null },
  'theme.light': { title: 'Light theme', group: 'Theme', key: null, inTerminal: null },
  'theme.system': { title: 'Theme of the system', group: 'Theme', key: null, inTerminal: null },
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof ACTIONS;

/** In the order in which people read them. */
export const ACTION_IDS = Object.keys(ACTIONS) as ActionId[];

export function actionsOf(group: ActionGroup): ActionId[] {
  return ACTION_IDS.filter((id) => ACTIONS[id].group === group);
}
