/** One member of a request that was refused. */
export interface FieldError {
  /** JSON pointer into the body, or `query/<name>`, `path/<name>`, `header/<name>`. */
  pointer: string;
  message: string;
}

export interface ProblemDetails {
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** Further members of the body, such as `currentState`. */
  extra?: Record<string, unknown>;
  /** For the log; never sent. */
  cause?: unknown;
  requestId?: string;
}

export interface ProblemInit extends ProblemDetails {
  status: number;
  code: string;
  title: string;
  detail: string;
}

const documentation = 'https://cyberdesk.io/docs/problems/';

/** An answer other than success, as RFC 9457 describes it. Everything but `cause` is public. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: FieldError[];
  readonly headers: Record<string, string>;
  readonly extra: Record<string, unknown>;
  readonly requestId?: string;

  constructor(init: ProblemInit) {
    super(`${init.code}: ${init.detail}`, { cause: init.cause });
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.errors = init.errors;
    this.headers = init.headers ?? {};
    this.extra = init.extra ?? {};
    this.requestId = init.requestId;
  }

  toBody(requestId: string): Record<string, unknown> {
    const { status, code, title, detail, errors } = this;
    const type = documentation + code;
    return {
      ...this.extra,
      type,
      title,
      status,
      detail,
      code,
      requestId,
      ...(errors ? { errors } : {}),
    };
  }

  toResponse(requestId: string): Response {
    const headers = {
      ...this.headers,
      'content-type': 'application/problem+json',
      'x-request-id': requestId,
    };
    return new Response(JSON.stringify(this.toBody(requestId)), { status: this.status, headers });
  }
}

/** The problems that the runtime itself raises; the contract's table holds the same rows. */
export const builtInProblems = {
  invalidRequest: { status: 400, title: 'The request does not match the contract' },
  malformedJson: { status: 400, title: 'The body is not valid JSON' },
  notFound: { status: 404, title: 'Not found' },
  methodNotAllowed: { status: 405, title: 'The path does not know this method' },
  payloadTooLarge: { status: 413, title: 'The body is too large' },
  unsupportedMediaType: { status: 415, title: "The body's media type is not accepted" },
  internal: { status: 500, title: 'Something failed on our side' },
  notImplemented: { status: 501, title: 'The server does not do this yet' },
  upstreamFailed: { status: 502, title: 'The desktop did not answer properly' },
  unavailable: { status: 503, title: 'The service cannot answer now' },
} as const;

export function builtIn(
  code: keyof typeof builtInProblems,
  detail: string,
  details: ProblemDetails = {},
): Problem {
  return new Problem({ ...details, ...builtInProblems[code], code, detail });
}

/** Any thrown value as a problem. Only a Problem's own text is shown; everything else stays in the log. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail =
    'The request failed for a reason that is not yours. Try again, and quote the request id if it stays.';
  return builtIn('internal', detail, { cause: error });
}
