import { describe, expect, test } from 'vitest';
import { readOptions } from './options.mjs';

describe('options of npm start', () => {
  test.each([
    [[], { port: undefined, open: true, help: false }],
    [['--no-open', '--port', '4471'], { port: '4471', open: false, help: false }],
    [['--port=0'], { port: '0', open: true, help: false }],
    [['--help'], { port: undefined, open: true, help: true }],
  ])('%j', (args, options) => {
    expect(readOptions(args)).toEqual({ ok: true, options });
  });

  test.each([
    [['--prot', '1'], 'Unknown option "--prot". npm start -- --help lists the options.'],
    [['4471'], 'Unknown option "4471". npm start -- --help lists the options.'],
    [['--port'], '--port takes a number from 0 to 65535, not nothing.'],
    [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
    [['--port', '-1'], '--port takes a number from 0 to 65535, not "-1".'],
    [['--port=\u001b[31m'], '--port takes a number from 0 to 65535, not "\\u001b[31m".'],
  ])('%j is refused in one sentence', (args, message) => {
    expect(readOptions(args)).toEqual({ ok: false, message });
  });
});
