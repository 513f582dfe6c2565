import { basename } from 'node:path';
import type { AgentState, Block, Dialog } from './agent-state.ts';
import { cut, type Line, lineWidth, type Span, STYLE, span, type Style, wrap } from './styled-line.ts';
import type { Mode, Tool, ToolStep } from './stories.ts';

/** The state as lines: what is finished and scrolls away, and what is drawn anew. */

/** One text of the spinner for one turn: chosen by when it began, changed every so often. */
const WORDS = ['Reticulating', 'Pondering', 'Untangling', 'Weighing', 'Sketching', 'Sifting', 'Folding', 'Tracing'];
const WORD_EVERY_MS = 7000;
const SPINNER = ['·', '✢', '✳', '✶', '✻', '✽', '✻', '✶', '✳', '✢'];
/** One picture of the spinner, in milliseconds: also how often the agent redraws while it works. */
export const SPIN_EVERY_MS = 160;

const DOT: Readonly<Record<'running' | 'asking' | 'done' | 'failed' | 'unneeded' | 'stopped', Style>> = {
  running: STYLE.dim,
  asking: STYLE.busy,
  done: STYLE.good,
  failed: STYLE.bad,
  unneeded: STYLE.dim,
  stopped: STYLE.bad,
};

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  default: '? for help: /help',
  acceptEdits: '⏵⏵ accept edits on (shift+tab to cycle)',
  plan: '⏸ plan mode on (shift+tab to cycle)',
};

/** A finished block, with an empty line after it. */
export function blockLines(block: Block, { cwd, home }: { cwd: string; home: string }, width: number): Line[] {
  switch (block.kind) {
    case 'welcome':
      return [...welcome(shortPath(cwd, home), width), []];
    case 'prompt':
      return [
        ...block.text.split('\n').flatMap((text, at) => wrap([span(at === 0 ? '> ' : '  ', STYLE.dim), span(text, STYLE.dim)], width, 2)),
        [],
      ];
    case 'say':
      return [...wrap([span('● '), span(block.text)], width, 2), []];
    case 'note':
      return [...wrap([span('  ⎿  ', STYLE.dim), span(block.text, STYLE.dim)], width, 5), []];
    case 'error':
      return [...wrap([span('  ⎿  ', STYLE.dim), span(block.text, STYLE.bad)], width, 5), []];
    case 'tool':
      return [...toolLines(block.step, block.outcome, block.result, width), []];
  }
}

function welcome(path: string, width: number): Line[] {
  const inner: Line[] = [
    [span('✻ ', STYLE.accent), span('Beckon demo agent', STYLE.bold)],
    [],
    [span('  A script in the shape of a coding agent:', STYLE.dim)],
    [span('  no account, no network, no model.', STYLE.dim)],
    [],
    [span(`  cwd: ${path}`, STYLE.dim)],
  ];
  const room = Math.max(Math.min(Math.max(...inner.map(lineWidth)) + 2, width - 2), 1);
  // One cell at either side stays free.
  const broken = inner.flatMap((line) => wrap(line, room - 2, 2));
  const edge = (left: string, right: string): Line => [span(`${left}${'─'.repeat(room)}${right}`, STYLE.dim)];
  const row = (line: Line): Line => {
    const fitted = cut([span(' '), ...line], room);
    return [span('│', STYLE.dim), ...fitted, span(' '.repeat(Math.max(room - lineWidth(fitted), 0))), span('│', STYLE.dim)];
  };
  return [edge('╭', '╮'), ...broken.map(row), edge('╰', '╯')];
}

export function shortPath(path: string, home: string): string {
  if (path === home) return '~';
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function headOf(tool: Tool): [name: string, detail: string] {
  switch (tool.name) {
    case 'Read':
      return ['Read', `(${tool.input.file_path})`];
    case 'Grep':
      return ['Search', `(pattern: "${tool.input.pattern}", path: "${tool.input.path}")`];
    case 'Bash':
      return ['Bash', `(${tool.input.command})`];
    case 'Edit':
      return ['Update', `(${tool.input.file_path})`];
    case 'AskUserQuestion':
      return [tool.input.questions[0].header, ''];
    case 'ExitPlanMode':
      return ['Plan', ''];
  }
}

export function toolLines({ tool }: ToolStep, state: keyof typeof DOT, result: readonly string[], width: number): Line[] {
  const [name, detail] = headOf(tool);
  const head = wrap([span('● ', DOT[state]), span(name, STYLE.bold), span(detail)], width, 2);
  const style = state === 'failed' ? STYLE.bad : STYLE.dim;
  const below = result.flatMap((text, at) => wrap([span(at === 0 ? '  ⎿  ' : '     ', STYLE.dim), span(text, style)], width, 5));
  return [...head, ...below, ...(tool.name === 'Edit' && state === 'done' ? diffLines(tool.input, width) : [])];
}

/** Removed lines, then added ones; lines that are in both stand as they are. */
function diffLines({ old_string, new_string }: { old_string: string; new_string: string }, width: number): Line[] {
  const before = old_string.split('\n').slice(0, -1);
  const after = new_string.split('\n').slice(0, -1);
  const gone = before.filter((text) => !after.includes(text)).map((text) => [span(`     - ${text}`, STYLE.removed)]);
  const come = after.filter((text) => !before.includes(text)).map((text) => [span(`     + ${text}`, STYLE.added)]);
  return [...gone, ...come].flatMap((line) => wrap(line, width, 9));
}

/** What is drawn anew at each change: the work at hand, and below it the dialog or the prompt. */
export function liveLines(state: AgentState, width: number): Line[] {
  if (state.over !== null) return [];
  const { turn } = state;
  const call = turn?.call ?? null;
  const dialog = call?.dialog ?? null;
  const work: Line[] = [];
  if (call !== null) {
    const waits =
      dialog === null
        ? 'Running…'
        : call.step.tool.name === 'Bash' || call.step.tool.name === 'Edit'
          ? 'Waiting for permission…'
          : 'Waiting for you…';
    work.push(...toolLines(call.step, dialog === null ? 'running' : 'asking', [waits], width), []);
  }
  if (dialog !== null && call !== null) return [...work, ...dialogLines(call.step.tool, dialog, width)];
  if (turn !== null) work.push(...wrap(spinner(state.now - turn.startedAt, turn.startedAt), width, 2), []);
  for (const text of state.queued) work.push(...wrap([span(`  > ${text.replaceAll('\n', ' ')} (next)`, STYLE.dim)], width, 4));
  return [...work, ...promptLines(state, width)];
}

function spinner(elapsed: number, seed: number): Line {
  const frame = SPINNER[Math.floor(elapsed / SPIN_EVERY_MS) % SPINNER.length] ?? '·';
  const word = WORDS[Math.floor(seed / 1000 + elapsed / WORD_EVERY_MS) % WORDS.length] ?? '';
  return [span(`${frame} ${word}…`, STYLE.busy), span(` (${Math.floor(elapsed / 1000)}s · esc to interrupt)`, STYLE.dim)];
}

const rule = (width: number): Line => [span('─'.repeat(width), STYLE.dim)];

function promptLines(state: AgentState, width: number): Line[] {
  const foot =
    state.leaving === null
      ? span(MODE_WORDS[state.mode], state.mode === 'default' ? STYLE.dim : STYLE.mode)
      : span(`Press ${state.leaving.by === 'interrupt' ? 'Ctrl-C' : 'Ctrl-D'} again to exit`, STYLE.dim);
  return [rule(width), ...inputLines(state, width), rule(width), ...wrap([span('  '), foot], width, 2)];
}

function inputLines({ input: { chars, at } }: AgentState, width: number): Line[] {
  const lines: Span[][] = [[span('> ')]];
  const put = (part: Span) => lines.at(-1)?.push(part);
  for (const [index, char] of [...chars, ' '].entries()) {
    const isBreak = char === '\n';
    if (index === at) put(span(isBreak ? ' ' : char, STYLE.cursor));
    else if (!isBreak && index < chars.length) put(span(char));
    if (isBreak) lines.push([span('  ')]);
  }
  return lines.flatMap((line) => wrap(line, width, 2));
}

function dialogLines(tool: Tool, { options, chosen }: Dialog, width: number): Line[] {
  const choices = options.flatMap(({ label, detail }, at) => {
    const isChosen = at === chosen;
    const text = span(`${isChosen ? '❯' : ' '} ${at + 1}. ${label}`, ...(isChosen ? [STYLE.accent] : []));
    return wrap([span(' '), text, span(detail === undefined ? '' : `  ${detail}`, STYLE.dim)], width, 6);
  });
  return [
    rule(width),
    ...askLines(tool, width),
    [],
    ...choices,
    [],
    ...wrap([span(' Enter to choose · Esc to cancel', STYLE.dim)], width, 1),
  ];
}

function askLines(tool: Tool, width: number): Line[] {
  const indented = (text: string, style?: Style) => wrap([span('   '), span(text, style)], width, 3);
  const title = (text: string) => wrap([span(` ${text}`, STYLE.bold)], width, 1);
  const question = (text: string) => wrap([span(` ${text}`)], width, 1);
  switch (tool.name) {
    case 'Bash':
      return [
        ...title('Bash command'),
        [],
        ...indented(tool.input.command),
        ...indented(tool.input.description, STYLE.dim),
        [],
        ...question('Do you want to proceed?'),
      ];
    case 'Edit':
      return [
        ...title('Edit file'),
        [],
        ...indented(tool.input.file_path),
        ...diffLines(tool.input, width),
        [],
        ...question(`Do you want to make this edit to ${basename(tool.input.file_path)}?`),
      ];
    case 'ExitPlanMode':
      return [
        ...title('Ready to code?'),
        [],
        ...tool.input.plan.split('\n').flatMap((text) => indented(text)),
        [],
        ...question('Would you like to proceed?'),
      ];
    case 'AskUserQuestion': {
      const [{ header, question: asked }] = tool.input.questions;
      return [...title(header), [], ...question(asked)];
    }
    case 'Read':
    case 'Grep':
      return [];
  }
}
