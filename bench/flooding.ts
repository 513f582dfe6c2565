import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endChild, endOrphan, type Server, type Surroundings } from './servers.ts';
import { shellEnvironment } from './shell.ts';
import type { FromViewer, ToViewer } from './viewer-process.ts';

/** A flood next door, and the process that takes it in. */
export interface Flooding {
  /** Stops its viewer as a frozen page is stopped: it reads nothing and says nothing. */
  freeze(): void;
  /** Ends it in order; gives what was taken in, in bytes per second. */
  end(): Promise<number>;
  /** Ends it whatever state it is in; nothing to do when it has ended in order. */
  kill(): Promise<void>;
}

export async function startFlooding(server: Server, { bundles, folder }: Surroundings): Promise<Flooding> {
  const child = spawn(process.execPath, [join(bundles, 'viewer-process.mjs')], {
    env: shellEnvironment(folder),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const killed = () => void child.kill('SIGKILL'); // a frozen one would not notice that we are gone
  process.once('exit', killed);
  child.once('exit', () => process.off('exit', killed));
  tell(child, { flood: server.address });
  const begun = await nextMessage(child);
  const session = 'flooding' in begun ? begun.flooding.session : null;
  let ended = false;
  return {
    freeze: () => void child.kill('SIGSTOP'),
    async end() {
      const exited = once(child, 'exit');
      tell(child, { end: true });
      const last = await nextMessage(child);
      await exited;
      ended = true;
      return 'drained' in last ? last.drained.bytesPerSecond : 0;
    },
    async kill() {
      if (ended) return;
      await endChild(child, 'SIGKILL');
      await endOrphan(server.address, session);
    },
  };
}

function tell(child: ChildProcess, message: ToViewer): void {
  child.send(message);
}

async function nextMessage(child: ChildProcess): Promise<FromViewer> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The viewer of a flood ended early.'))),
  ]);
  return message as FromViewer;
}
