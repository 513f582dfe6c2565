import type { Pty, PtyLaunch } from './pty.ts';

/** A terminal without a program: a test prints and ends, and sees what was typed. */
export class FakePty implements Pty {
  readonly pid: number;
  readonly launch: PtyLaunch;
  readonly written: Uint8Array[] = [];
  readonly sizes: { cols: number; rows: number }[] = [];
  unread = 0;
  paused = false;
  #data: (bytes: Uint8Array) => void = () => undefined;
  #drained: () => void = () => undefined;
  #exit: (exit: { code: number | null; signal: string | null }) => void = () => undefined;

  constructor(launch: PtyLaunch, pid = 1) {
    this.launch = launch;
    this.pid = pid;
  }

  print(data: string | Uint8Array): void {
    this.#data(typeof data === 'string' ? new TextEncoder().encode(data) : data);
  }

  end(code: number | null, signal: string | null = null): void {
    this.#exit({ code, signal });
  }

  /** The program reads its input. */
  read(): void {
    this.unread = 0;
    this.#drained();
  }

  onDrain(listener: () => void): void {
    this.#drained = listener;
  }

  get input(): string {
    return Buffer.concat(this.written).toString();
  }

  write(bytes: Uint8Array): void {
    this.written.push(bytes.slice());
  }

  resize(cols: number, rows: number): void {
    this.sizes.push({ cols, rows });
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#data = listener;
  }

  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void {
    this.#exit = listener;
  }
}
