import type { AgentState, Option } from './agent-state.ts';
import type { Tool } from './stories.ts';

/** Which calls stop for a person, and what can be answered. */

/** Whether a dialog comes before the call, by the mode and by what was allowed for good. */
export function asks(state: AgentState, tool: Tool): boolean {
  switch (tool.name) {
    case 'Read':
    case 'Grep':
      return false;
    case 'Edit':
      return state.mode === 'default';
    case 'Bash':
      return !state.allowed.includes(tool.input.command);
    case 'AskUserQuestion':
    case 'ExitPlanMode':
      return true;
  }
}

const NO: Option = { label: 'No, and tell the agent what to do differently', detail: '(esc)', meaning: { kind: 'refuse' } };

export function optionsOf(tool: Tool): readonly Option[] {
  switch (tool.name) {
    case 'AskUserQuestion':
      return tool.input.questions[0].options.map(({ label, description }) => ({
        label,
        detail: description,
        meaning: { kind: 'answer', label },
      }));
    case 'ExitPlanMode':
      return [
        { label: 'Yes, and accept edits', meaning: { kind: 'mode', mode: 'acceptEdits' } },
        { label: 'Yes, and ask before each edit', meaning: { kind: 'mode', mode: 'default' } },
        { label: 'No, keep planning', detail: '(esc)', meaning: { kind: 'refuse' } },
      ];
    case 'Edit':
      return [
        { label: 'Yes', meaning: { kind: 'allow' } },
        { label: 'Yes, and accept all edits of this session', meaning: { kind: 'mode', mode: 'acceptEdits' } },
        NO,
      ];
    case 'Bash': {
      const rule = tool.input.command;
      return [
        { label: 'Yes', meaning: { kind: 'allow' } },
        { label: `Yes, and don't ask again for ${rule}`, meaning: { kind: 'always', rule } },
        NO,
      ];
    }
    case 'Read':
    case 'Grep':
      return [];
  }
}
