import { type Address, openDoor } from './servers.ts';
import { FLOOD } from './shell.ts';
import { until } from './terminal.ts';

// A viewer in a process of its own, so that its work does not weigh on whoever measures: it floods a shell of its own
// and takes in all that comes, until it is told to end, stopped or killed.

export type ToViewer = { readonly flood: Address } | { readonly end: true };
export type FromViewer =
  | { readonly flooding: { readonly session: string | null } }
  | { readonly drained: { readonly bytesPerSecond: number } };

/** The flood is under way when this much has come, in bytes. */
const UNDER_WAY = 1024 * 1024;

let end: (() => void) | null = null;

async function flood(address: Address): Promise<void> {
  const door = await openDoor(address);
  const terminal = await door.open();
  let bytes = 0;
  terminal.onBytes((chunk) => {
    bytes += chunk.length;
  });
  terminal.type(`${FLOOD}\r`);
  const started = await until(terminal, 'the flood', () => bytes > UNDER_WAY);
  const before = bytes;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await tell({ flooding: { session: 'session' in terminal ? String(terminal.session) : null } });
  await ended;
  const bytesPerSecond = ((bytes - before) / (performance.now() - started)) * 1000;
  await terminal.close();
  door.close();
  await tell({ drained: { bytesPerSecond } });
}

/** Resolves when it is on its way: this process may end then. */
function tell(message: FromViewer): Promise<void> {
  return new Promise((sent) => process.send?.(message, () => sent()));
}

process.on('message', (message: ToViewer) => {
  if ('end' in message) return end?.();
  flood(message.flood).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0)); // whoever measures is gone
