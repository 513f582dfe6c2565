import type { ProviderId } from '#common/session.ts';
import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { command } from './command.ts';
import { demo } from './demo.ts';
import { gemini } from './gemini.ts';
import { opencode } from './opencode.ts';
import type { Provider } from './provider.ts';
import { shell } from './shell.ts';

/** Every provider, in the order in which a person is offered them. */
export const providers: Readonly<Record<ProviderId, Provider>> = { claude, codex, gemini, opencode, shell, command, demo };
