import type { HookDecision } from './agent-state.ts';
import type { Mode } from './stories.ts';

const MODES: readonly Mode[] = ['default', 'acceptEdits', 'plan'];

/** What the answer of a PermissionRequest hook decides; null when it has no opinion, or none that can be read. */
export function readDecision(body: string): HookDecision | null {
  const output = field(parse(body), 'hookSpecificOutput');
  if (field(output, 'hookEventName') !== 'PermissionRequest') return null;
  const decision = field(output, 'decision');
  const behavior = field(decision, 'behavior');
  if (behavior === 'deny') {
    const message = field(decision, 'message');
    return { behavior, message: typeof message === 'string' ? message : 'denied', interrupt: field(decision, 'interrupt') === true };
  }
  if (behavior !== 'allow') return null;
  const input = field(decision, 'updatedInput');
  const answers = field(input, 'answers');
  const answer = typeof answers === 'object' && answers !== null ? Object.values(answers)[0] : null;
  return {
    behavior,
    mode: modeOf(field(decision, 'updatedPermissions')),
    answer: typeof answer === 'string' ? answer : null,
    input: typeof input === 'object' ? (input ?? null) : null,
  };
}

function modeOf(permissions: unknown): Mode | null {
  if (!Array.isArray(permissions)) return null;
  const set = permissions.find((each) => field(each, 'type') === 'setMode');
  return MODES.find((mode) => mode === field(set, 'mode')) ?? null;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null; // an empty answer, such as that of a 204, is no opinion
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
}
