import type { Cyberdesk, DesktopData } from 'cyberdesk';
import type { DesktopGrant } from './terminal-session.ts';

/** So much before its end a grant is not used any more. */
const MARGIN_MS = 60_000;
/** A deadline that moved less than this is the same. */
const TOLERANCE_MS = 2_000;
const MIN_SECONDS = 60;
const HOUR_SECONDS = 3_600;

/** The desktop no longer runs: its terminals are gone. */
export class NotRunningError extends Error {
  constructor() {
    super('The desktop does not run. Start it, and open a new terminal.');
    this.name = 'NotRunningError';
  }
}

/** Grants to one desktop's sockets, each used until shortly before its end. */
export class DesktopGrants {
  #client: Cyberdesk;
  #desktopId: string;
  #held: (DesktopGrant & { expiresAt: number }) | undefined;

  constructor(client: Cyberdesk, desktopId: string) {
    this.#client = client;
    this.#desktopId = desktopId;
  }

  readonly get = async (): Promise<DesktopGrant> => {
    const held = this.#held;
    if (held && held.expiresAt - MARGIN_MS > Date.now()) return held;
    return (this.#held = await this.#connect());
  };

  readonly forget = (): void => {
    this.#held = undefined;
  };

  /**
   * Connecting sets a desktop's deadline and would start it when it is stopped. A terminal shall do neither: it leaves
   * what does not run alone, and a deadline that this computer's clock would move is put back as it was.
   */
  async #connect(): Promise<DesktopGrant & { expiresAt: number }> {
    const { desktops } = this.#client.resources;
    const before = await desktops.get(this.#desktopId);
    if (before.state !== 'running') throw new NotRunningError();
    const timeoutSeconds = secondsLeft(before);
    const connection = await desktops.connect(this.#desktopId, { timeoutSeconds });
    if (timeoutSeconds > MIN_SECONDS && hasMoved(before, connection.desktop))
      await desktops.extend(this.#desktopId, { expiresAt: before.expiresAt ?? '' });
    const { endpoints, token, tokenExpiresAt } = connection;
    const baseUrl = endpoints.baseUrl.replace(/^http/, 'ws');
    return { baseUrl, token, expiresAt: Date.parse(tokenExpiresAt) };
  }
}

const secondsLeft = ({ expiresAt }: DesktopData): number => {
  if (!expiresAt) return HOUR_SECONDS;
  return Math.max(MIN_SECONDS, Math.round((Date.parse(expiresAt) - Date.now()) / 1000));
};

const hasMoved = (before: DesktopData, after: DesktopData): boolean =>
  before.expiresAt !== undefined &&
  Math.abs(Date.parse(before.expiresAt) - Date.parse(after.expiresAt ?? '')) > TOLERANCE_MS;
