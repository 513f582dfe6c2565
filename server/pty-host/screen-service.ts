import type { FromScreens, Picture, ToScreens, WantedLines } from './screen-messages.ts';
import { ScreenTerminal } from './screen-terminal.ts';

/** Longest stretch of one picture, in milliseconds: half a frame of a screen. */
const SLICE_MS = 8;

/** Holds headless terminals and does what is asked of them. Gives what takes a message; the answers go to `send`. */
export function createScreenService(send: (message: FromScreens) => void): (message: ToScreens) => void {
  const terminals = new Map<number, ScreenTerminal>();

  function open(message: Extract<ToScreens, { kind: 'open' }>): void {
    const { id } = message;
    const terminal = new ScreenTerminal(message, {
      parsed: (bytes) => send({ kind: 'parsed', id, bytes }),
      answer: (text) => send({ kind: 'answer', id, text }),
      title: (title) => send({ kind: 'title', id, title }),
      preview: (preview) => send({ kind: 'preview', id, ...preview }),
    });
    terminals.set(id, terminal);
    if (message.replay !== undefined) terminal.replay(message.replay);
  }

  /** Serves a request when everything before it is parsed; a failure of one terminal is told, not thrown. */
  function serve(id: number, request: number, use: (terminal: ScreenTerminal) => void): void {
    const terminal = terminals.get(id);
    if (terminal === undefined) return send({ kind: 'failed', request, reason: 'its terminal is closed' });
    terminal.settled(() => {
      if (terminals.has(id)) attempt(request, () => use(terminal));
      else send({ kind: 'failed', request, reason: 'its terminal was closed' });
    });
  }

  /** At once, whatever is still to be parsed: the number says which lines they are. */
  function lines(id: number, request: number, wanted: WantedLines): void {
    const terminal = terminals.get(id);
    if (terminal === undefined) return send({ kind: 'failed', request, reason: 'its terminal is closed' });
    attempt(request, () => send({ kind: 'lines', request, lines: terminal.lines(wanted) }));
  }

  function attempt(request: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      send({ kind: 'failed', request, reason: String(error) });
    }
  }

  /** A long scrollback is written in slices, so that no other terminal has to wait for its queries to be answered. */
  function slice(request: number, making: Generator<void, Picture, undefined>): void {
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end) {
      const step = making.next();
      if (step.done) return send({ kind: 'serialized', request, picture: step.value });
    }
    setImmediate(() => attempt(request, () => slice(request, making)));
  }

  return (message) => {
    switch (message.kind) {
      case 'open':
        return open(message);
      case 'write':
        return terminals.get(message.id)?.write(message.bytes);
      case 'appear':
        return terminals.get(message.id)?.appear(message.appearance);
      case 'resize':
        return terminals.get(message.id)?.resize(message.cols, message.rows);
      case 'serialize':
        return serve(message.id, message.request, (terminal) => slice(message.request, terminal.picture()));
      case 'screen':
        return serve(message.id, message.request, (terminal) =>
          send({ kind: 'screen', request: message.request, picture: terminal.screen() }),
        );
      case 'lines':
        return lines(message.id, message.request, message.wanted);
      case 'text':
        return serve(message.id, message.request, (terminal) =>
          send({ kind: 'text', request: message.request, screen: terminal.text(message.scrollback) }),
        );
      case 'preview':
        return terminals.get(message.id)?.preview(message.on);
      case 'close':
        terminals.get(message.id)?.dispose();
        terminals.delete(message.id);
        return;
      case 'ping':
        send({ kind: 'pong' });
    }
  };
}
