import { expect, it } from 'vitest';
import { splitName } from './split-name.ts';

it.each([
  ['Fix the login 2', 'Fix the login', ' 2'],
  ['Fix the login 10', 'Fix the login', ' 10'],
  ['fix #12', 'fix', ' #12'],
  ['fix', 'fix', ''],
  ['12', '12', ''],
  [' 12', ' 12', ''],
  ['at 12345678', 'at 12345678', ''],
  ['step 2 of it', 'step 2 of it', ''],
])('%j is cut into %j and %j', (name, head, end) => expect(splitName(name)).toEqual([head, end]));
