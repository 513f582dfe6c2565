import { parseArgs } from 'node:util';

export interface Options {
  readonly sessionId: string | null;
  readonly name: string | null;
  /** A file with settings, or the settings themselves. */
  readonly settings: string | null;
  readonly prompt: string | null;
}

/** The command line: `[--session-id UUID] [-n NAME] [--settings FILE|JSON] [--] [PROMPT]`. Throws a sentence. */
export function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { 'session-id': { type: 'string' }, name: { type: 'string', short: 'n' }, settings: { type: 'string' } },
  });
  const id = values['session-id'] ?? null;
  if (id !== null && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new Error('--session-id takes a UUID.');
  if (positionals.length > 1) throw new Error('It takes one prompt. Put it in quotes.');
  return { sessionId: id, name: values.name ?? null, settings: values.settings ?? null, prompt: positionals[0] ?? null };
}
