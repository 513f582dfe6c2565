/**
 * What "Try it" starts: a small project and three sessions in it. The demo agent's stories edit these files, so both
 * stand on one page.
 */

export const PROJECT_NAME = 'webapp';

/** Path below the project's folder -> content. */
export const PROJECT_FILES: Readonly<Record<string, string>> = {
  'README.md': `# webapp

A small project for Beckon's demo agent. Nothing here is yours: delete it whenever you like.
`,
  'package.json': `{
  "name": "webapp",
  "version": "4.12.0",
  "type": "module",
  "scripts": { "test": "node --test" }
}
`,
  'src/session.js': `import { sessions } from './store.js';

/** Lets a request through when its cookie names a session. */
export async function authenticate(request, next) {
  const token = request.cookies.session;
  if (!token) return next();
  request.session = await sessions.find(token);
  return next();
}
`,
  'src/store.js': `const known = new Map();

export const sessions = {
  find: async (token) => known.get(token) ?? null,
  verify: async (token) => known.has(token),
  save: async (token, session) => void known.set(token, session),
};
`,
  'src/invoice.js': `const DAYS = 30;

/** What a customer pays for the first month, in cents. */
export function firstInvoice(price, startDay) {
  return price;
}
`,
  'CHANGELOG.md': `# Changelog

## 4.11.0

- Sessions are kept for two weeks.
`,
};

/** One stops for a permission, one for an answer, one works on. */
export const TRY_IT_SESSIONS = [
  { name: 'auth-api', prompt: 'Reject requests without a session cookie. Ask for permission before you run the tests.' },
  { name: 'release-notes', prompt: 'Write the release notes for 4.12, and ask me the one question that is open.' },
  { name: 'billing', prompt: 'Prorate the first invoice by day. Take a long look at the edge cases.' },
] as const;
