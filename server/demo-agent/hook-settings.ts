import { readFileSync } from 'node:fs';

/** The hooks of a settings file, the shape that Claude Code takes with `--settings`. What this agent cannot call is left out. */

export type HookCall =
  | { readonly type: 'http'; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly timeoutMs: number }
  | { readonly type: 'command'; readonly command: string; readonly args: readonly string[]; readonly timeoutMs: number };

/** Event -> its calls, in order. */
export type HookSettings = ReadonlyMap<string, readonly HookCall[]>;

/** Measured at Claude Code: what a hook may take that names no timeout. */
const TIMEOUT_DEFAULT_S = 600;
/** Events for which an http hook is silently left out there. */
const COMMAND_ONLY = new Set(['SessionStart', 'Setup']);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

type Env = Readonly<Record<string, string | undefined>>;

/** Reads `--settings`: JSON itself, or the path of a file with it. Throws a sentence when it is neither. */
export function readHookSettings(given: string, env: Env): HookSettings {
  const text = given.trimStart().startsWith('{') ? given : readFileSync(given, 'utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error('The settings are not JSON.');
  }
  return hookSettings(parsed, env);
}

export function hookSettings(settings: unknown, env: Env): HookSettings {
  const events = record(record(settings)?.hooks);
  const found = new Map<string, HookCall[]>();
  for (const [event, matchers] of Object.entries(events ?? {})) {
    const entries = list(matchers).flatMap((matcher) => list(record(matcher)?.hooks));
    const calls = entries.map((entry) => hookCall(record(entry), env)).filter((call) => call !== null);
    found.set(
      event,
      calls.filter((call) => call.type === 'command' || !COMMAND_ONLY.has(event)),
    );
  }
  return found;
}

function hookCall(entry: Readonly<Record<string, unknown>> | null, env: Env): HookCall | null {
  if (entry === null) return null;
  const timeoutMs = (typeof entry.timeout === 'number' && entry.timeout > 0 ? entry.timeout : TIMEOUT_DEFAULT_S) * 1000;
  if (entry.type === 'http' && typeof entry.url === 'string' && isLoopback(entry.url))
    return { type: 'http', url: entry.url, headers: headersOf(entry, env), timeoutMs };
  // Only with a list of arguments: what a shell would have to read is not run.
  if (entry.type === 'command' && typeof entry.command === 'string' && Array.isArray(entry.args))
    return { type: 'command', command: entry.command, args: entry.args.map(String), timeoutMs };
  return null;
}

/** The demo speaks to this machine alone. */
function isLoopback(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'http:' && LOOPBACK.has(hostname);
  } catch {
    return false; // no address
  }
}

/** `$NAME` stands for a variable of the environment, if the entry lists it. */
function headersOf(entry: Readonly<Record<string, unknown>>, env: Env): Record<string, string> {
  const allowed = new Set(list(entry.allowedEnvVars));
  const fill = (text: string) => text.replace(/\$(\w+)/g, (whole, name: string) => (allowed.has(name) ? (env[name] ?? '') : whole));
  return Object.fromEntries(Object.entries(record(entry.headers) ?? {}).map(([name, value]) => [name, fill(String(value))]));
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
