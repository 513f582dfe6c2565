import type { z } from 'zod';
import { type CreateSession, createSessionSchema } from '#common/api.ts';
import { failure, type Result, success } from '#common/result.ts';
import type { ProviderId, ProviderInfo } from '#common/session.ts';

/** What stands in the form. */
export interface SessionDraft {
  folder: string;
  provider: ProviderId;
  name: string;
  prompt: string;
  program: string;
  /** One argument per line. No shell reads them, so nothing in a line is special; empty lines count for nothing. */
  args: string;
}

/** The request a draft stands for, or the first thing that is wrong with it. */
export function requestOf(draft: SessionDraft, provider: ProviderInfo | undefined): Result<CreateSession> {
  const prompt = provider?.takesPrompt ? draft.prompt : '';
  const request: z.input<typeof createSessionSchema> = {
    provider: draft.provider,
    cwd: draft.folder.trim(),
    ...(draft.name.trim() === '' ? {} : { name: draft.name }),
    ...(prompt.trim() === '' ? {} : { prompt }),
    ...(draft.provider === 'command' ? { command: { program: draft.program.trim(), args: argumentsOf(draft.args) } } : {}),
  };
  const checked = createSessionSchema.safeParse(request);
  if (checked.success) return success(checked.data);
  return failure('invalid_request', checked.error.issues[0]?.message ?? 'The form has a mistake.');
}

export function argumentsOf(lines: string): string[] {
  return lines.split(/\r\n|\r|\n/).filter((line) => line !== '');
}

/** The provider to begin with: the one used last, if it can be started, else the first agent that can, else the shell. */
export function firstProvider(providers: readonly ProviderInfo[], last: string | null): ProviderId {
  const usable = providers.filter((provider) => provider.id === 'command' || provider.program !== null);
  const remembered = usable.find((provider) => provider.id === last);
  return (remembered ?? usable.find((provider) => provider.id !== 'command') ?? usable[0])?.id ?? 'shell';
}
