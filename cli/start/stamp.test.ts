import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUNDLES, fileDigest, isBuilt, sourceDigest } from './stamp.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beckon-stamp-'));
  for (const file of ['app/page.tsx', 'common/a.ts', 'server/main.ts', 'prisma/schema.prisma', 'public/icon.svg']) write(file, file);
  for (const file of ['cli/build.mjs', 'cli/build/bundles.mjs', 'cli/start/stamp.mjs', 'package.json']) write(file, file);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

/** Leaves what a build leaves. */
function build(): void {
  for (const name of BUNDLES) write(`dist/${name}`, name);
  write('.next/BUILD_ID', 'page-1');
  const files = Object.fromEntries(BUNDLES.map((name) => [name, fileDigest(join(root, 'dist', name))]));
  write('dist/build.json', JSON.stringify({ sources: sourceDigest(root), page: 'page-1', files }));
}

test('a build is good until a source changes, and good again when it changes back', () => {
  expect(isBuilt(root)).toBe(false);
  build();
  expect(isBuilt(root)).toBe(true);
  write('common/a.ts', 'changed');
  expect(isBuilt(root)).toBe(false);
  write('common/a.ts', 'common/a.ts');
  expect(isBuilt(root)).toBe(true);
});

test.each(['app/new.tsx', 'server/deep/new.ts', 'public/new.png', 'prisma/migrations/1/migration.sql', 'next.config.ts'])(
  'a new %s counts',
  (file) => {
    build();
    write(file, 'new');
    expect(isBuilt(root)).toBe(false);
  },
);

test('a change that keeps size and time counts', () => {
  build();
  const now = new Date();
  utimesSync(join(root, 'common/a.ts'), now, now);
  expect(isBuilt(root)).toBe(true);
  write('common/a.ts', 'common/b.ts');
  utimesSync(join(root, 'common/a.ts'), now, now);
  expect(isBuilt(root)).toBe(false);
});

test.each(['server/db/generated/client.ts', 'server/a.test.ts', 'README.md', 'e2e/a.spec.ts'])('%s does not count', (file) => {
  build();
  write(file, 'new');
  expect(isBuilt(root)).toBe(true);
});

test('a moved file counts, though its content is the same', () => {
  build();
  rmSync(join(root, 'common/a.ts'));
  write('common/b.ts', 'common/a.ts');
  expect(isBuilt(root)).toBe(false);
});

test.each([...BUNDLES.map((name) => `dist/${name}`), '.next/BUILD_ID', 'dist/build.json'])(
  'a missing or changed %s asks for a build',
  (file) => {
    build();
    write(file, 'half');
    expect(isBuilt(root)).toBe(false);
    rmSync(join(root, file));
    expect(isBuilt(root)).toBe(false);
  },
);
