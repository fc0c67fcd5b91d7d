import { Desktops } from './desktops.ts';
import { CyberdeskError } from './errors.ts';
import { Events } from './events.ts';
import {
  createResources,
  type Resources,
  type CreateKeyParams,
  type GetUsageParams,
  type RequestOptions,
} from './generated/resources.gen.ts';
import type { ApiKey, CreatedKey, Me, Region, Size, UsageReport } from './generated/types.gen.ts';
import { pages } from './pages.ts';
import { checkedBaseUrl, createTransport } from './transport.ts';

/** How to reach the API. What is absent comes from `CYBERDESK_API_KEY` and `CYBERDESK_BASE_URL`. */
export interface CyberdeskOptions {
  /** An API key, or the access token of a person; a function is asked anew for each request. */
  apiKey?: string | (() => string | Promise<string>);
  /** On whose behalf it acts; default is `agent` for an API key and `human` for a person's token. */
  actor?: 'human' | 'agent';
  /** URL of the API; default https://api.cyberdesk.io. */
  baseUrl?: string;
  /** Longest time of a call in milliseconds, repeats among it; default 60,000. */
  timeoutMs?: number;
  /** How often a call that failed on the way is repeated; default 4. */
  maxRetries?: number;
  /** Another `fetch`. */
  fetch?: typeof fetch;
  /** Headers of every call. */
  headers?: Record<string, string>;
}

const environment = (name: string): string | undefined =>
  (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];

/** The Cyberdesk API. */
export class Cyberdesk {
  /** The operations one by one, as the contract names them. */
  readonly resources: Resources;
  /** Desktops. */
  readonly desktops: Desktops;
  /** API keys. */
  readonly keys: Keys;
  /** What happens in your organization. */
  readonly events: Events;

  constructor(options: CyberdeskOptions = {}) {
    const apiKey = options.apiKey || environment('CYBERDESK_API_KEY');
    if (!apiKey)
      throw new CyberdeskError('There is no API key. Pass `apiKey` or set CYBERDESK_API_KEY.');
    const transport = createTransport({
      apiKey,
      baseUrl: checkedBaseUrl(
        options.baseUrl || environment('CYBERDESK_BASE_URL') || 'https://api.cyberdesk.io',
      ),
      timeoutMs: options.timeoutMs ?? 60_000,
      maxRetries: options.maxRetries ?? 4,
      fetch: options.fetch ?? ((...call) => globalThis.fetch(...call)),
      headers: {
        ...(options.actor ? { 'cyberdesk-actor': options.actor } : {}),
        ...options.headers,
      },
    });
    this.resources = createResources(transport);
    this.desktops = new Desktops(this.resources);
    this.keys = new Keys(this.resources);
    this.events = new Events(this.resources.events);
  }

  /** What your organization used. */
  readonly usage = {
    get: (params: GetUsageParams = {}, options?: RequestOptions): Promise<UsageReport> =>
      this.resources.usage.get(params, options),
  };

  /** Sizes that a desktop can have, smallest first. */
  sizes(options?: RequestOptions): AsyncIterableIterator<Size> {
    return pages((cursor) => this.resources.sizes.list(cursor ? { cursor } : {}, options));
  }

  /** Regions that a desktop can run in. */
  regions(options?: RequestOptions): AsyncIterableIterator<Region> {
    return pages((cursor) => this.resources.regions.list(cursor ? { cursor } : {}, options));
  }

  /** Who is calling, and for which organization. */
  me(options?: RequestOptions): Promise<Me> {
    return this.resources.me.get(options);
  }
}

/** API keys of your organization. */
export class Keys {
  #resources: Resources;

  constructor(resources: Resources) {
    this.#resources = resources;
  }

  /** Makes a key. The key itself is in this result only. */
  create(params: CreateKeyParams, options?: RequestOptions): Promise<CreatedKey> {
    return this.#resources.keys.create(params, options);
  }

  /** All keys, newest first. */
  list(options?: RequestOptions): AsyncIterableIterator<ApiKey> {
    return pages((cursor) =>
      this.#resources.keys.list({ limit: 100, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** Revokes a key at once. */
  revoke(keyId: string, options?: RequestOptions): Promise<void> {
    return this.#resources.keys.revoke(keyId, options);
  }
}
