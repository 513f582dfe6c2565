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
  ['feature/login-a', 'feature/login-a', ''],
  ['feature/login-on-safari-a', 'feature/login-on-', 'safari-a'],
  ['feature/login-on-safari-b', 'feature/login-on-', 'safari-b'],
  ['Review what the last one did', 'Review what the last', ' one did'],
  ['a flag at the end of all 🇨🇭🇨🇭🇨🇭🇨🇭', 'a flag at the end of', ' all 🇨🇭🇨🇭🇨🇭🇨🇭'],
  ['e\u0301'.repeat(16), 'e\u0301'.repeat(16), ''],
  ['e\u0301'.repeat(20), 'e\u0301'.repeat(12), 'e\u0301'.repeat(8)],
])('%j is cut into %j and %j', (name, head, end) => expect(splitName(name)).toEqual([head, end]));
