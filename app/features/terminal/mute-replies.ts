import type { IDisposable, IParser } from '@xterm/xterm';

/**
 * Keeps the page's terminal from answering queries of the program: the pty host's terminal answers each of them once, and a
 * second answer from here would land in the program's prompt.
 *
 * Pure queries are swallowed. Where one sequence may both set and ask (colours), or where xterm reports something on its own
 * (focus, when mode 1004 is switched on), the sequence does its work and `isReplying` is true while it does: what the
 * terminal emits then is a reply. xterm runs its own handler in the same task, so a microtask ends that span, and no event
 * of a person can fall into it.
 */
export function muteReplies(parser: IParser): IDisposable & { isReplying(): boolean } {
  let replying = false;

  function letWorkButMute(): boolean {
    replying = true;
    queueMicrotask(() => {
      replying = false;
    });
    return false;
  }

  const swallow = () => true;
  const asksColour = (data: string) => (data.split(';').includes('?') ? letWorkButMute() : false);

  const handlers: IDisposable[] = [
    // Device attributes: primary, secondary, tertiary; and their oldest form.
    parser.registerCsiHandler({ final: 'c' }, swallow),
    parser.registerCsiHandler({ prefix: '>', final: 'c' }, swallow),
    parser.registerCsiHandler({ prefix: '=', final: 'c' }, swallow),
    parser.registerEscHandler({ final: 'Z' }, swallow),
    // Status and cursor position.
    parser.registerCsiHandler({ final: 'n' }, swallow),
    parser.registerCsiHandler({ prefix: '?', final: 'n' }, swallow),
    // Modes and settings: DECRQM, DECRQSS, XTGETTCAP, DECREQTPARM, checksum of an area.
    parser.registerCsiHandler({ intermediates: '$', final: 'p' }, swallow),
    parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, swallow),
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow),
    parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow),
    parser.registerCsiHandler({ final: 'x' }, swallow),
    parser.registerCsiHandler({ intermediates: '*', final: 'y' }, swallow),
    // Name and version, kitty's keyboard flags, size and title of the window (setting those is not the page's business).
    parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow),
    parser.registerCsiHandler({ prefix: '?', final: 'u' }, swallow),
    parser.registerCsiHandler({ final: 't' }, swallow),
    // Colours: setting one stays.
    parser.registerOscHandler(4, asksColour),
    parser.registerOscHandler(10, asksColour),
    parser.registerOscHandler(11, asksColour),
    parser.registerOscHandler(12, asksColour),
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => (params.includes(1004) ? letWorkButMute() : false)),
  ];

  return {
    isReplying: () => replying,
    dispose() {
      for (const handler of handlers) handler.dispose();
    },
  };
}
