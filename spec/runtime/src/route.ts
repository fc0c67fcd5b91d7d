export type JsonSchema = { readonly [keyword: string]: unknown };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteBody {
  required: boolean;
  kind: 'json' | 'binary';
  contentTypes: string[];
  schema?: JsonSchema;
  maxBytes: number;
}

export interface RouteResponse {
  kind: 'json' | 'binary' | 'events' | 'text' | 'empty';
  contentTypes: string[];
  schema?: JsonSchema;
}

/** One operation of the contract as data. Server, client and tests read the same record. */
export interface Route {
  operationId: string;
  method: Method;
  /** Path with parameters in braces: `/v1/desktops/{desktopId}`. */
  path: string;
  parameters: { path?: JsonSchema; query?: JsonSchema; header?: JsonSchema };
  body?: RouteBody;
  /** By status: three digits or a range such as `4XX`. */
  responses: Record<string, RouteResponse>;
  /** False only for operations that anyone may call. */
  auth: boolean;
  scopes: string[];
  /** True for operations inside a desktop, which every service but execd passes on. */
  forward: boolean;
  websocket: boolean;
  /** `key`: a repeat with the same `Idempotency-Key` gets the first result. */
  idempotency: 'key' | 'natural' | 'none';
  /** Name of the listener that serves it, where a service has several (`x-listener`). */
  listener?: string;
}

export interface RequestInput {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  body: unknown;
}

/** A request as it came; a Hono context is one. */
export interface RawRequest {
  readonly req: {
    /** With or without the host that it was sent to. */
    readonly url: string;
    header(name: string): string | undefined;
    param(): Record<string, string>;
    param(name: string): string | undefined;
  };
}

/** What is known about a request besides its content. */
export interface RequestContext {
  readonly route: Route;
  readonly raw: RawRequest;
  /** Path and query, as they were sent. */
  readonly target: string;
  readonly requestId: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  /** The checked input; absent until authentication is done. */
  input?: RequestInput;
  /** The JSON body as it was sent, to hash it or to pass it on unchanged. */
  bytes?: Uint8Array<ArrayBuffer>;
}
