import { INPUT_MAX } from '#common/limits.ts';
import { failure, success } from '#common/result.ts';
import { type Provider, refuseCommand } from './provider.ts';

export const shell: Provider = {
  id: 'shell',
  name: 'Shell',
  program: null,
  install: null,
  takesPrompt: true,
  launch({ prompt, command, shell: program }) {
    if (command !== undefined) return refuseCommand(shell);
    if (prompt === undefined) return success({ program, args: [] });
    // `\r` is what the Enter key sends; room for it within one piece of input.
    if (Buffer.byteLength(prompt) >= INPUT_MAX)
      return failure(
        'argument_invalid',
        `"prompt" is too long for a first line: a shell takes less than ${INPUT_MAX} bytes. Put it into a file.`,
      );
    return success({ program, args: [], firstInput: `${prompt}\r` });
  },
};
