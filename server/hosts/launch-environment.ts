import type { SessionId } from '#common/session.ts';

/**
 * The environment of a launch: the person's own, minus what enclosing programs left in it for their children.
 *
 * What belongs to the person (such as CLAUDE_CONFIG_DIR or CLAUDE_CODE_USE_BEDROCK) stays.
 */

/** Set by coding agents for their own children; an agent that inherits them writes no record and no transcript. */
const AGENT_MARKERS = [
  'AI_AGENT',
  'CLAUDECODE',
  'CLAUDE_CODE_CHILD_SESSION',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_CODE_EXECPATH',
  'CLAUDE_CODE_SESSION_ID',
  'CLAUDE_EFFORT',
  'CLAUDE_CODE_SSE_PORT',
];

/** They name a terminal that the program is not in: it would speak that one's dialect, or find that one's panes. */
const TERMINAL_MARKERS = [
  'TERM_PROGRAM_VERSION',
  'TERM_SESSION_ID',
  'TERMCAP',
  'COLUMNS',
  'LINES',
  'TMUX',
  'TMUX_PANE',
  'STY',
  'WINDOW',
  'WINDOWID',
  'VTE_VERSION',
  'WT_SESSION',
  'WT_PROFILE_ID',
  'ITERM_SESSION_ID',
  'ITERM_PROFILE',
  'LC_TERMINAL',
  'LC_TERMINAL_VERSION',
  'KONSOLE_VERSION',
  'KONSOLE_DBUS_SESSION',
];
const TERMINAL_PREFIXES = ['KITTY_', 'WEZTERM_', 'GHOSTTY_', 'ALACRITTY_', 'VSCODE_'];

/** Ours: what starts the hub is no business of a session. (PWD is set to its own folder when it is started.) */
const OWN = ['OLDPWD', 'NODE_ENV', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'NEXT_TELEMETRY_DISABLED', 'PORT'];
const OWN_PREFIXES = ['BECKON_', '__NEXT_'];

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** `session`: null for a program that belongs to none. */
export function launchEnvironment(own: NodeJS.ProcessEnv, session: SessionId | null): Record<string, string> {
  const left = new Set([...AGENT_MARKERS, ...TERMINAL_MARKERS, ...OWN]);
  const prefixes = [...TERMINAL_PREFIXES, ...OWN_PREFIXES];
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined || left.has(name) || prefixes.some((prefix) => name.startsWith(prefix))) continue;
    env[name] = value;
  }
  env.TERM = 'xterm-256color';
  env.COLORTERM = 'truecolor';
  env.TERM_PROGRAM = 'beckon';
  // An agent behind a proxy would send even its hooks to 127.0.0.1 through it.
  env.NO_PROXY = withLoopback(own.NO_PROXY ?? own.no_proxy);
  env.no_proxy = withLoopback(own.no_proxy ?? own.NO_PROXY);
  if (session !== null) env.BECKON_SESSION_ID = session;
  if (own.BECKON_TEST_RUN !== undefined) env.BECKON_TEST_RUN = own.BECKON_TEST_RUN;
  return env;
}

function withLoopback(list: string | undefined): string {
  const entries = (list ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return [...new Set([...entries, ...LOOPBACK])].join(',');
}
