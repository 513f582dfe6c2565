/** One direction of a connection: what was sent arrives in order, when it is told to. */
export class Way {
  #coming: { arrive: () => void; bytes: number }[] = [];

  get length(): number {
    return this.#coming.length;
  }

  /** How much has been sent and has not arrived. */
  get bytes(): number {
    return this.#coming.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  send(arrive: () => void, bytes = 0): void {
    this.#coming.push({ arrive, bytes });
  }

  /** So many of the next arrive. */
  arrive(count: number): void {
    for (let each = 0; each < count; each += 1) this.#coming.shift()?.arrive();
  }

  /** All but the first so many are lost. */
  lose(kept: number): void {
    this.#coming = this.#coming.slice(0, kept);
  }
}
