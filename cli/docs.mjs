import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// `npm run docs`: writes the pages of docs/ that are made from the code.

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['app/actions/keys-page.ts'],
  bundle: true,
  format: 'esm',
  write: false,
});
const { keysPage } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`);
writeFileSync(join(root, 'docs', 'keys.md'), keysPage());
