/** One direction of a connection: what was sent arrives in order, when it is told to. */
export class Way {
  #coming: (() => void)[] = [];

  get length(): number {
    return this.#coming.length;
  }

  send(arrive: () => void): void {
    this.#coming.push(arrive);
  }

  /** So many of the next arrive. */
  arrive(count: number): void {
    for (let each = 0; each < count; each += 1) this.#coming.shift()?.();
  }

  /** All but the first so many are lost. */
  lose(kept: number): void {
    this.#coming = this.#coming.slice(0, kept);
  }
}
