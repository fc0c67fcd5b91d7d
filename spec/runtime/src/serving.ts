import type { Context as HonoContext } from 'hono';
import { requestIdOf } from './request-id.ts';
import type { RequestContext, RequestInput, Route } from './route.ts';

/** A request while it is served. The signal is made on demand: most handlers never ask for it. */
export class ServedRequest implements RequestContext {
  readonly route: Route;
  readonly raw: HonoContext;
  readonly requestId: string;
  input?: RequestInput;
  bytes?: Uint8Array<ArrayBuffer>;
  readonly #stop = new AbortController();
  #signal?: AbortSignal;

  constructor(route: Route, raw: HonoContext) {
    this.route = route;
    this.raw = raw;
    this.requestId = requestIdOf(raw);
  }

  get target(): string {
    const { url } = this.raw.req;
    return url.slice(url.indexOf('/', url.indexOf('//') + 2));
  }

  get signal(): AbortSignal {
    this.#signal ??= AbortSignal.any([this.raw.req.raw.signal, this.#stop.signal]);
    return this.#signal;
  }

  /** Ends the work for this request, when the reader of its stream is gone. */
  stop(): void {
    this.#stop.abort();
  }
}
