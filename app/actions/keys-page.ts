import { ACTION_GROUPS, ACTIONS, actionsOf } from './action-table.ts';
import { keyWords } from './key-words.ts';

/** The text of `docs/keys.md`, which `node cli/docs.mjs` writes. */
export function keysPage(): string {
  const groups = ACTION_GROUPS.map((group) => {
    const rows = actionsOf(group).map((id) => {
      const { title, key, inTerminal } = ACTIONS[id];
      return [title, cell(key), cell(inTerminal)];
    });
    return `## ${group}\n\n${table([['action', 'key', 'inside a terminal'], ...rows])}\n`;
  });
  return `${HEAD}\n${groups.join('\n')}`;
}

const HEAD = `# Keys

These are the defaults; \`/settings\` changes them, for one browser. \`?\` shows the ones that hold.

Outside of terminals plain keys start actions, but not while text is being typed. Inside a terminal every key goes to the
program, but for those of the last column: combinations of Ctrl+Shift that neither Chromium nor Firefox uses. They work
outside too, but for those of the group Terminal. A prefix as in tmux can be switched on in the settings: after it the next
key counts as if outside, and pressed twice it reaches the program.

This page is made from \`app/actions/action-table.ts\` by \`node cli/docs.mjs\`; a test holds that they agree.
`;

function cell(key: string | null): string {
  if (key === null) return '';
  const here = keyWords(key, false);
  const mac = keyWords(key, true);
  return here === mac ? `\`${here}\`` : `\`${here}\`, Mac \`${mac}\``;
}

/** Rows as a Markdown table with columns of one width, as the formatter of this repository writes them. */
function table([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
