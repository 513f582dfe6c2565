import { failure, success } from '#common/result.ts';
import type { Provider } from './provider.ts';

export const command: Provider = {
  id: 'command',
  name: 'Command',
  program: null,
  install: null,
  takesPrompt: false,
  launch({ prompt, command: line }) {
    if (line === undefined) return failure('invalid_request', '"command" is missing: name the program to run, or choose another provider.');
    if (prompt !== undefined) return failure('invalid_request', 'A command takes no opening "prompt". Put the text among its arguments.');
    return success({ program: line.program, args: [...line.args] });
  },
};
