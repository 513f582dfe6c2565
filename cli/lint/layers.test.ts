import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Plants forbidden code and allowed twins beside the real rules, asks the linter once, and looks at each line's answer. */
const root = join(import.meta.dirname, '..', '..');

const FORMS: Record<string, (from: string) => string> = {
  value: (from) => `import { thing } from '${from}';`,
  type: (from) => `import type { Thing } from '${from}';`,
  'type inside braces': (from) => `import { type Thing, make } from '${from}';`,
  effect: (from) => `import '${from}';`,
  dynamic: (from) => `await import('${from}');`,
  're-export': (from) => `export { thing } from '${from}';`,
  'type re-export': (from) => `export type { Thing } from '${from}';`,
  'whole re-export': (from) => `export * from '${from}';`,
};

const FORBIDDEN: Record<string, string[]> = {
  'common/planted.ts': ['#server/hub/a.ts', '../server/hub/a.ts', './../server/hub/a.ts', '#app/live/a.ts', 'node:fs', 'react'],
  'app/features/board/planted.ts': [
    ...['#server/hub/a.ts', '../../../server/hub/a.ts', '#app/features/session/a.ts', '../session/a.ts'],
    ...['@xterm/xterm', 'socket.io-client'],
  ],
  'app/ui/planted.ts': ['#app/live/a.ts', '#app/actions/a.ts', '#app/features/board/a.ts', '#server/hub/a.ts'],
  'app/parts/planted.ts': ['#app/features/board/a.ts', '#server/hub/a.ts'],
  'app/actions/planted.ts': ['#app/parts/a.ts', '#app/features/board/a.ts', '#server/hub/a.ts'],
  'app/page.tsx': ['#server/hub/a.ts', '../server/hub/a.ts', '@xterm/xterm'],
  'server/process/planted.ts': ['#server/hosts/host.ts', '../hosts/host.ts', '#app/live/a.ts'],
  'server/pty-host/planted.ts': ['#server/hosts/host.ts', '../hosts/host.ts', 'node-pty', '@xterm/xterm'],
  'server/pty-host/pty.ts': ['@xterm/headless'],
  'server/hosts/planted.ts': ['#server/hub/a.ts', '#server/pty-host/pty.ts', '../pty-host/pty.ts', 'node-pty'],
  'server/hub/planted.ts': [
    ...['#server/socket/a.ts', '#server/http/a.ts', '#server/db/a.ts', '#server/pty-host/pty.ts', '#app/live/a.ts', '../../app/live/a.ts'],
    ...['socket.io', '@prisma/client', 'next', '@xterm/headless', 'hono'],
  ],
  'server/http/planted.ts': ['#server/socket/a.ts', '#server/db/a.ts', 'socket.io'],
  'server/socket/planted.ts': ['#server/http/a.ts', 'hono'],
  'server/gate/planted.ts': ['#server/hub/a.ts', 'hono'],
  'server/providers/planted.ts': ['#server/hub/a.ts'],
  'server/db/planted.ts': ['#server/hub/session-hub.ts'],
  'server/compose.ts': ['#server/pty-host/pty.ts', './pty-host/pty.ts', '#server/db/generated/a.ts', './db/generated/a.ts', 'socket.io'],
  'cli/planted.ts': ['#server/hub/a.ts', '../server/hub/a.ts', '#app/live/a.ts'],
  'cli/start/planted.mjs': ['../../server/hub/a.ts', '../../app/live/a.ts'],
  'e2e/planted.ts': ['../server/hub/a.ts', '#server/hub/a.ts', '#server/gate/gate-fixture.ts', '../app/live/a.ts'],
  'e2e/security/planted.ts': ['#server/gate/decide.ts', '#server/hub/a.ts', '../../server/gate/gate-fixture.ts', '#app/live/a.ts'],
};

const ALLOWED: Record<string, string[]> = {
  'common/planted.ts': ['zod', './a.ts'],
  'app/features/board/planted.ts': ['#common/a.ts', '#app/actions/a.ts', '#app/live/a.ts', '#app/parts/a.ts', './a.ts', 'react'],
  'app/features/terminal/planted.ts': ['@xterm/xterm', '#app/live/a.ts'],
  'app/actions/planted.ts': ['#app/live/a.ts', '#app/ui/a.ts', 'zustand/vanilla', './a.ts'],
  'app/live/planted.ts': ['socket.io-client', 'zustand/vanilla', '#common/a.ts'],
  'app/ui/planted.ts': ['react', './a.ts'],
  'app/page.tsx': ['#app/features/board/a.ts', 'next/headers'],
  'server/process/planted.ts': ['#common/a.ts', 'node:fs/promises'],
  'server/pty-host/planted.ts': ['#server/process/a.ts', '@xterm/headless', './a.ts'],
  'server/pty-host/pty.ts': ['node-pty'],
  'server/hub/planted.ts': ['#server/hosts/host.ts', '#server/process/a.ts', './a.ts'],
  'server/http/planted.ts': ['hono', '@hono/zod-openapi', '#server/hub/a.ts', '#server/gate/gate.ts'],
  'server/socket/planted.ts': ['socket.io', '#server/hub/a.ts'],
  'server/db/planted.ts': ['@prisma/client', './generated/a.ts', '#server/hub/session-repository.ts'],
  'server/compose.ts': ['#server/hub/a.ts', './config.ts', 'next'],
  'cli/planted.ts': ['#server/hosts/pty-host-client.ts', './a.ts'],
  'cli/start/planted.mjs': ['../start/a.mjs', 'node:fs'],
  'e2e/security/planted.ts': ['#server/gate/gate-fixture.ts', '../fixtures.ts', 'ws'],
};

const CALLS: [text: string, isAllowed: boolean][] = [
  ["spawn('git', ['status'], { shell: true });", false],
  ["spawn('git', ['status'], { 'shell': true });", false],
  ["spawn('git', ['status'], { cwd: '/' });", true],
  ["import { exec } from 'node:child_process';", false],
  ["import { spawn, execSync as run } from 'node:child_process';", false],
  ["import * as processes from 'node:child_process';", false],
  ["import processes from 'node:child_process';", false],
  ["import { execFile, execFileSync } from 'node:child_process';", true],
  ["processes.execSync('git status');", false],
  ["/a/.exec('a');", true],
  ["export type Hidden = import('#app/live/a.ts').Api;", false],
];

const CALLS_FILE = 'server/git/planted.ts';
const HTML_FILE = 'app/ui/planted-html.tsx';
const CYCLE_FILE = 'common/cycle.ts';

let folder: string;
/** `path:line` -> the rules that are broken there. */
const broken = new Map<string, string[]>();

interface Report {
  diagnostics: { category: string; severity: string; location: { path: string; start: { line: number } } }[];
}

/** One line for each form of import, for each source. */
function imports(sources: string[] = []): string[] {
  return sources.flatMap((from) => Object.values(FORMS).map((write) => write(from)));
}

/** Allowed lines first, then forbidden ones. */
function planted(path: string): string[] {
  return [...imports(ALLOWED[path]), ...imports(FORBIDDEN[path])];
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-layers-'));
  for (const name of ['biome.json', '.gitignore', 'package.json']) cpSync(join(root, name), join(folder, name));
  cpSync(join(root, 'cli', 'lint'), join(folder, 'cli', 'lint'), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  for (const path of new Set([...Object.keys(ALLOWED), ...Object.keys(FORBIDDEN)])) plant(path, planted(path));
  plant(
    CALLS_FILE,
    CALLS.map(([text]) => text),
  );
  plant(HTML_FILE, [
    'export const Bad = () => <p dangerouslySetInnerHTML={{ __html: "x" }} />;',
    'export const Good = () => <p title="x" />;',
  ]);
  plant(CYCLE_FILE, ["import type { B } from './cycle-other.ts';", 'export type A = { b: B };']);
  plant('common/cycle-other.ts', ["import type { A } from './cycle.ts';", 'export type B = A | null;']);

  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const run = spawnSync(join(root, 'node_modules', '.bin', 'biome'), args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const report: Report = JSON.parse(run.stdout);
  for (const { category, severity, location } of report.diagnostics) {
    if (severity !== 'error') continue;
    const at = `${location.path}:${location.start.line}`;
    broken.set(at, [...(broken.get(at) ?? []), category]);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plant(path: string, lines: string[]): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** Whether a rule is broken at a line, counted from 1. */
function isBroken(path: string, line: number, rule: string): boolean {
  return broken.get(`${path}:${line}`)?.includes(rule) ?? false;
}

describe('forbidden imports are refused in every form', () => {
  const forms = Object.keys(FORMS).length;
  const cases = Object.entries(FORBIDDEN).flatMap(([path, sources]) => sources.map((from, index) => ({ path, from, index })));
  test.each(cases)('$path -> $from', ({ path, index }) => {
    const first = imports(ALLOWED[path]).length + index * forms + 1;
    const unseen = Object.keys(FORMS).filter((_, form) => !isBroken(path, first + form, 'lint/style/noRestrictedImports'));
    expect(unseen).toEqual([]);
  });
});

describe('their allowed twins pass in every form', () => {
  const forms = Object.keys(FORMS).length;
  const cases = Object.entries(ALLOWED).flatMap(([path, sources]) => sources.map((from, index) => ({ path, from, index })));
  test.each(cases)('$path -> $from', ({ path, index }) => {
    const refused = Object.keys(FORMS).filter((_, form) => isBroken(path, index * forms + form + 1, 'lint/style/noRestrictedImports'));
    expect(refused).toEqual([]);
  });
});

describe('calls that build a command or a page from text', () => {
  test.each(CALLS.map(([text, isAllowed], index) => ({ text, isAllowed, line: index + 1 })))('$text', ({ isAllowed, line }) => {
    expect(isBroken(CALLS_FILE, line, 'plugin')).toBe(!isAllowed);
  });

  test('dangerouslySetInnerHTML', () => {
    expect(isBroken(HTML_FILE, 1, 'lint/security/noDangerouslySetInnerHtml')).toBe(true);
    expect(isBroken(HTML_FILE, 2, 'lint/security/noDangerouslySetInnerHtml')).toBe(false);
  });
});

test('a cycle is seen, of types as well', () => {
  expect(isBroken(CYCLE_FILE, 1, 'lint/suspicious/noImportCycles')).toBe(true);
});
