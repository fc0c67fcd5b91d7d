import type { IncomingMessage, ServerResponse } from 'node:http';
import { usableRequestId } from './request-id.ts';
import type { RawRequest, RequestContext, RequestInput, Route } from './route.ts';

/** A request as the checks read it, without a copy of its headers. */
class PlainRequest {
  readonly url: string;
  readonly #headers: IncomingMessage['headers'];
  readonly #params: Record<string, string>;

  constructor(url: string, headers: IncomingMessage['headers'], params: Record<string, string>) {
    this.url = url;
    this.#headers = headers;
    this.#params = params;
  }

  header(name: string): string | undefined {
    const value = this.#headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  param(): Record<string, string>;
  param(name: string): string | undefined;
  param(name?: string): unknown {
    return name === undefined ? this.#params : this.#params[name];
  }
}

/** What was found for a request: its operation, and what its path names. */
export interface Found {
  route: Route;
  params: Record<string, string>;
  /** Path and query. */
  target: string;
}

/** A request that another server answers: its bytes and those of the answer pass through Node's own streams. */
export class PassedRequest implements RequestContext {
  readonly route: Route;
  readonly raw: RawRequest;
  readonly target: string;
  readonly requestId: string;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  input?: RequestInput;
  #stop?: AbortController;

  constructor({ route, params, target }: Found, incoming: IncomingMessage, to: ServerResponse) {
    this.route = route;
    this.target = target;
    this.incoming = incoming;
    this.response = to;
    this.raw = { req: new PlainRequest(target, incoming.headers, params) };
    this.requestId = usableRequestId(this.raw.req.header('x-request-id'));
  }

  /** True when nobody waits for the answer any more. */
  get isGone(): boolean {
    return this.response.destroyed && !this.response.writableFinished;
  }

  get signal(): AbortSignal {
    if (!this.#stop) {
      const stop = new AbortController();
      if (this.isGone) stop.abort();
      this.response.once('close', () => this.isGone && stop.abort());
      this.#stop = stop;
    }
    return this.#stop.signal;
  }
}
