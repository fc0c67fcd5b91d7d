import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

export const EXECD_PORT = 8000;
const HOSTS = 256 * 256;

/**
 * Gives each machine its own loopback address. The state folder decides the network (127.64 to 127.127),
 * so that two stacks on one machine rarely meet, and addresses rotate: the one of a machine that just
 * ended is not used again at once, so that a late connection meets nobody.
 */
export class AddressPool {
  private readonly octet: number;
  private readonly taken = new Set<string>();
  private readonly isFree: (address: string) => Promise<boolean>;
  private next: number;

  constructor(
    stateDirectory: string,
    isFree = canListen,
    start = Math.floor(Math.random() * HOSTS),
  ) {
    this.octet = 64 + ((createHash('sha256').update(stateDirectory).digest()[0] ?? 0) % 64);
    this.isFree = isFree;
    this.next = start;
  }

  async allocate(): Promise<string> {
    for (let tries = 0; tries < HOSTS; tries += 1) {
      const address = this.candidate();
      if (this.taken.has(address)) continue;
      this.taken.add(address);
      if (await this.isFree(address)) return address;
      this.taken.delete(address);
    }
    throw new Error('every loopback address of this state folder is in use');
  }

  /** Marks the address of a machine that was found running. */
  claim(address: string): void {
    this.taken.add(address);
  }

  release(address: string): void {
    this.taken.delete(address);
  }

  private candidate(): string {
    const host = this.next;
    this.next = (this.next + 1) % HOSTS;
    // .0 and .255 are ordinary loopback addresses, but look like mistakes to people.
    const last = host & 255;
    return last === 0 || last === 255 ? this.candidate() : `127.${this.octet}.${host >> 8}.${last}`;
  }
}

/** True when nobody listens there: another stack may have the same network. */
export function canListen(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(EXECD_PORT, address, () => server.close(() => resolve(true)));
  });
}
