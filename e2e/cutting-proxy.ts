import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a port that breaks off after so many bytes, both directions together; each connection has a number of its own. */
export class CuttingProxy {
  /** Connections that were cut. */
  cuts = 0;
  readonly #server = createServer((page) => this.#carry(page));
  readonly #open = new Set<Socket>();
  readonly #port: number;
  readonly #bytes: () => number;

  private constructor(port: number, bytes: () => number) {
    this.#port = port;
    this.#bytes = bytes;
  }

  /** `bytes`: after how many the next connection is cut. */
  static async to(port: number, bytes: () => number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port, bytes);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(page: Socket): void {
    const hub = connect(this.#port, '127.0.0.1');
    let left = this.#bytes();
    const end = () => {
      for (const socket of [page, hub]) {
        socket.destroy();
        this.#open.delete(socket);
      }
    };
    for (const [from, to] of [
      [page, hub],
      [hub, page],
    ] as const) {
      this.#open.add(from);
      from.on('error', end).on('close', end);
      from.on('data', (bytes) => {
        if (left <= 0) return;
        const part = bytes.subarray(0, left);
        left -= part.length;
        if (left > 0) return void to.write(part);
        this.cuts += 1;
        to.write(part, end); // up to the very byte
      });
    }
  }
}
