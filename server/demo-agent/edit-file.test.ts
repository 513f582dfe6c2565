import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { editFile } from './edit-file.ts';
import { storyOf } from './stories.ts';
import { PROJECT_FILES, TRY_IT_SESSIONS } from './try-it.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-demo-'));
  for (const place of ['scratch/webapp', 'work']) {
    for (const [path, content] of Object.entries(PROJECT_FILES)) {
      mkdirSync(dirname(join(folder, place, path)), { recursive: true });
      writeFileSync(join(folder, place, path), content);
    }
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const edits = ['hello', 'plan', ...TRY_IT_SESSIONS.map(({ prompt }) => prompt)].flatMap((prompt) =>
  storyOf(prompt).flatMap((step) => (step.kind === 'tool' && step.tool.name === 'Edit' ? [[prompt, step.tool.input] as const] : [])),
);

it.each(edits)(
  'the edit of "%s" fits the project, and is made once',
  (_prompt, { file_path: file, old_string: before, new_string: after }) => {
    const edit = { cwd: join(folder, 'scratch/webapp'), file, before, after };
    expect(editFile(edit, join(folder, 'scratch'))).toMatchObject({
      outcome: 'done',
      result: expect.stringMatching(/^Updated .* with \d/),
    });
    expect(readFileSync(join(edit.cwd, file), 'utf8')).toContain(after);
  },
);

it('outside of the scratch folder nothing is touched, a link out of it included', () => {
  const edit = { cwd: join(folder, 'work'), file: 'src/session.js', before: 'token', after: 'x' };
  expect(editFile(edit, join(folder, 'scratch')).outcome).toBe('unneeded');
  expect(editFile(edit, null).outcome).toBe('unneeded');
  symlinkSync(join(folder, 'work'), join(folder, 'scratch/link'));
  expect(editFile({ ...edit, cwd: join(folder, 'scratch/link') }, join(folder, 'scratch')).outcome).toBe('unneeded');
  expect(readFileSync(join(folder, 'work/src/session.js'), 'utf8')).toBe(PROJECT_FILES['src/session.js']);
});

it('what is not there any more is left', () => {
  const edit = { cwd: join(folder, 'scratch/webapp'), file: 'src/session.js', before: 'not in it', after: 'x' };
  expect(editFile(edit, join(folder, 'scratch'))).toMatchObject({ outcome: 'unneeded' });
  expect(editFile({ ...edit, file: 'gone.js' }, join(folder, 'scratch'))).toMatchObject({ outcome: 'unneeded' });
});
