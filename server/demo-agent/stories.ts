/** What the agent does with a prompt: a list of steps, chosen by the words in it. */

export type Mode = 'default' | 'acceptEdits' | 'plan';

/** A call of a tool, with its input named as the agent it resembles names it. */
export type Tool =
  | { readonly name: 'Read'; readonly input: { readonly file_path: string } }
  | { readonly name: 'Grep'; readonly input: { readonly pattern: string; readonly path: string } }
  | { readonly name: 'Bash'; readonly input: { readonly command: string; readonly description: string } }
  | { readonly name: 'Edit'; readonly input: { readonly file_path: string; readonly old_string: string; readonly new_string: string } }
  | { readonly name: 'AskUserQuestion'; readonly input: { readonly questions: readonly [Question] } }
  | { readonly name: 'ExitPlanMode'; readonly input: { readonly plan: string } };

export interface Question {
  readonly question: string;
  readonly header: string;
  readonly options: readonly { readonly label: string; readonly description: string }[];
  readonly multiSelect: false;
}

export interface ToolStep {
  readonly kind: 'tool';
  readonly tool: Tool;
  /** How long it works, in milliseconds. */
  readonly ms: number;
  /** What it prints. */
  readonly result: readonly string[];
  /** It fails with this exit code. */
  readonly failsWith?: number;
}

export type Step =
  | { readonly kind: 'think'; readonly ms: number }
  /** `{answer}` in it stands for the last answer to a question. */
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | ToolStep
  /** The turn ends with an error of the kind that hooks report. */
  | { readonly kind: 'fail'; readonly error: string; readonly message: string }
  | { readonly kind: 'exit'; readonly code: number };

const think = (ms: number): Step => ({ kind: 'think', ms });
const say = (text: string): Step => ({ kind: 'say', text });
const read = (file_path: string, lines: number): ToolStep => ({
  kind: 'tool',
  tool: { name: 'Read', input: { file_path } },
  ms: 500,
  result: [`Read ${lines} lines`],
});
const search = (pattern: string, path: string, found: string): ToolStep => ({
  kind: 'tool',
  tool: { name: 'Grep', input: { pattern, path } },
  ms: 700,
  result: [found],
});
const run = (command: string, description: string, ms: number, result: readonly string[], failsWith?: number): ToolStep => ({
  kind: 'tool',
  tool: { name: 'Bash', input: { command, description } },
  ms,
  result,
  ...(failsWith === undefined ? {} : { failsWith }),
});
const change = (file_path: string, old_string: string, new_string: string): ToolStep => ({
  kind: 'tool',
  tool: { name: 'Edit', input: { file_path, old_string, new_string } },
  ms: 400,
  result: [],
});
const ask = (question: string, header: string, options: readonly (readonly [label: string, description: string])[]): ToolStep => ({
  kind: 'tool',
  tool: {
    name: 'AskUserQuestion',
    input: {
      questions: [{ question, header, options: options.map(([label, description]) => ({ label, description })), multiSelect: false }],
    },
  },
  ms: 0,
  result: [],
});
const propose = (plan: string): ToolStep => ({ kind: 'tool', tool: { name: 'ExitPlanMode', input: { plan } }, ms: 0, result: [] });

const REJECT = change(
  'src/session.js',
  '  if (!token) return next();\n  request.session = await sessions.find(token);\n',
  '  if (!token) return unauthorized(request);\n  const session = await sessions.find(token);\n  if (session === null) return unauthorized(request);\n  request.session = session;\n',
);
const PRORATE = change(
  'src/invoice.js',
  '  return price;\n',
  '  const daysLeft = DAYS - startDay + 1;\n  return Math.round((price * daysLeft) / DAYS);\n',
);
const NOTES = change(
  'CHANGELOG.md',
  '# Changelog\n',
  '# Changelog\n\n## 4.12.0\n\n- Webhooks are sent again with a growing pause.\n- The first invoice is prorated by day.\n',
);

const TESTS = run('npm test -- session', 'Run the session tests', 2600, [
  '✔ a request with a session passes (3.1 ms)',
  '✔ a request without one is refused (0.8 ms)',
  'tests 2 · pass 2 · fail 0',
]);
const COOKIE_QUESTION = ask('What should happen to cookies of the old format?', 'Old cookies', [
  ['Accept for one release', 'Nobody is logged out; the old code stays until then.'],
  ['Refuse at once', 'Everybody logs in again; the old code goes.'],
]);
const PLAN = propose(
  '1. Refuse requests without a session cookie in src/session.js.\n2. Decide what happens to cookies of the old format.\n3. Run the session tests.',
);

const PERMISSION: readonly Step[] = [
  think(1400),
  say("I'll refuse requests without a session in the middleware, then run the tests that cover it."),
  read('src/session.js', 9),
  think(900),
  REJECT,
  think(700),
  TESTS,
  say('Requests without a valid session are refused now, and both tests pass.'),
];
const QUESTION: readonly Step[] = [
  think(1300),
  say('I read the commits since 4.11 and have what belongs into the notes.'),
  read('CHANGELOG.md', 5),
  NOTES,
  think(800),
  ask('Should I open the pull request now?', 'Pull request', [
    ['Open it', 'As a draft, with the notes in its text.'],
    ['Wait for the tests', 'Open it when the run on the main branch is green.'],
    ['Leave it to me', 'The notes stay in the working folder.'],
  ]),
  think(900),
  say('{answer}: the notes for 4.12 are in CHANGELOG.md.'),
];
const PLANNING: readonly Step[] = [
  { kind: 'mode', mode: 'plan' },
  think(1300),
  read('src/session.js', 9),
  think(700),
  PLAN,
  think(800),
  REJECT,
  say('The first step is done.'),
];
const FAIL: readonly Step[] = [
  think(1200),
  read('src/store.js', 7),
  think(900),
  { kind: 'fail', error: 'server_error', message: 'API Error: 529 overloaded. This error is part of the demo; send another prompt.' },
];
/** One round of the long work, without a call that asks; repeated until somebody interrupts it or the rounds are over. */
const LONG_ROUND: readonly Step[] = [
  think(3200),
  search('firstInvoice', 'src', 'Found 4 matches in 2 files'),
  think(2600),
  search('startDay', 'src', 'Found 3 matches in 1 file'),
  think(4100),
  read('src/store.js', 7),
  think(3700),
  say('The month with 31 days holds. On to leap years.'),
];
const LONG: readonly Step[] = [
  think(1500),
  say("I'll start with the invoice itself, then walk through the edge cases one by one."),
  read('src/invoice.js', 6),
  think(1200),
  PRORATE,
  ...Array.from({ length: 40 }, () => LONG_ROUND).flat(),
];
/** Everything it can do, one thing after another. */
const WHOLE: readonly Step[] = [
  { kind: 'mode', mode: 'plan' },
  think(1400),
  say('I look at the code first and come back with a plan.'),
  read('src/session.js', 9),
  search('cookies.session', 'src', 'Found 1 match in 1 file'),
  think(900),
  PLAN,
  think(900),
  REJECT,
  COOKIE_QUESTION,
  think(700),
  say('Decided: {answer}.'),
  run('npm test', 'Run all tests', 1600, ['✖ refuses an unknown session', 'tests 12 · pass 11 · fail 1'], 1),
  think(1100),
  say('The failing test expected the old answer. With that corrected, once more.'),
  TESTS,
  say('Done: requests without a valid session are refused, and the tests pass.'),
];

const KEYWORDS: readonly (readonly [RegExp, readonly Step[]])[] = [
  [/\bpermission\b/i, PERMISSION],
  [/\bquestion\b/i, QUESTION],
  [/\bplan\b/i, PLANNING],
  [/\bfail\b/i, FAIL],
  [/\blong\b/i, LONG],
];

/** `exit N` ends the program with code N (0 to 255); of the other words the first of this order counts. */
export function storyOf(prompt: string): readonly Step[] {
  const code = /\bexit\s+(\d{1,3})\b/i.exec(prompt)?.[1];
  if (code !== undefined && Number(code) <= 255) return [think(600), { kind: 'exit', code: Number(code) }];
  return KEYWORDS.find(([word]) => word.test(prompt))?.[1] ?? WHOLE;
}
