import { expect, it } from 'vitest';
import { WIDE } from '#common/preview.ts';
import { piecesOf } from './paint-preview.ts';

it.each([
  ['日本', WIDE, ['日', '本']],
  ['が👩‍💻❤️', WIDE, ['が', '👩‍', '💻', '❤️']],
  ['日本', 0, ['日本']],
])('a run %j with flags %i has the pieces %j', (text, flags, pieces) => expect(piecesOf({ text, flags })).toEqual(pieces));
