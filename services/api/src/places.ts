/** Places for streams, so many for each organization. */
export class Places {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place until the signal; false when there is none. */
  take(organization: string, signal: AbortSignal): boolean {
    const taken = this.#taken.get(organization) ?? 0;
    if (taken >= this.#most) return false;
    if (signal.aborted) return true;
    this.#taken.set(organization, taken + 1);
    signal.addEventListener('abort', () => this.#giveBack(organization), { once: true });
    return true;
  }

  #giveBack(organization: string): void {
    const rest = (this.#taken.get(organization) ?? 1) - 1;
    if (rest > 0) this.#taken.set(organization, rest);
    else this.#taken.delete(organization);
  }
}
