import type { DemoAgent } from '#common/demo-agent.ts';
import type { Command, ProviderId } from '#common/session.ts';
import { failure, type Result } from '#common/result.ts';

/** What knows one agent CLI: how it is called, how it is installed, and its command line. It starts nothing. */
export interface Provider {
  readonly id: ProviderId;
  /** What a person calls it. */
  readonly name: string;
  /** Its program, looked up in PATH. Null where the launch decides: the person's shell, any command. */
  readonly program: string | null;
  /** How to install it, one line; null when there is nothing to install. */
  readonly install: string | null;
  readonly takesPrompt: boolean;
  launch(input: LaunchInput): Result<LaunchPlan>;
  /** The folder in which its agents keep their live records, one `<pid>.json` each; left out where they keep none. */
  liveRecords?(where: LaunchedWhere): string;
}

export interface LaunchedWhere {
  /** The environment of its launch. */
  readonly env: Readonly<Record<string, string>>;
  readonly demoAgent: DemoAgent;
}

export interface LaunchInput {
  /** Opening prompt; never empty. */
  readonly prompt?: string | undefined;
  readonly command?: { readonly program: string; readonly args: readonly string[] } | undefined;
  /** The person's shell, absolute. */
  readonly shell: string;
  readonly demoAgent: DemoAgent;
  /** Makes a UUID, for agents that let us choose the id of their conversation. */
  readonly makeId: () => string;
}

export interface LaunchPlan {
  /** Bare name or path, not yet looked up. */
  readonly program: string;
  readonly args: Command['args'];
  readonly conversationId?: string;
  /** Variables beside the environment of every launch. */
  readonly env?: Readonly<Record<string, string>>;
  /** Typed into the program when it has printed its first byte. */
  readonly firstInput?: string;
}

/** Only `command` takes a command line; elsewhere it would be dropped without a word. */
export function refuseCommand(provider: Pick<Provider, 'name'>): Result<never> {
  return failure(
    'invalid_request',
    `"command" belongs to the provider "command"; ${provider.name} brings its own command line. Leave it out.`,
  );
}
