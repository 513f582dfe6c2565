/** The same program on both sides: a bash without any start file, so that its prompt is known. */
export const SHELL_ARGUMENTS = ['--noprofile', '--norc', '-i'];
export const PROMPT = '$ ';
/** Prints for ever. With the single letter of a bare `yes` the kernel's line handling would be the limit, at a tenth of the rate. */
export const FLOOD = `yes ${'0123456789'.repeat(8)}`;
/** What shows that it does. */
export const FLOOD_SIGN = '789\r\n0123';

/** What both servers are started with, besides PATH. */
export function shellEnvironment(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: home, SHELL: '/bin/bash', LANG: 'C.UTF-8', PS1: PROMPT, HISTFILE: '/dev/null' };
}
