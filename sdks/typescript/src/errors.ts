/** One member of a request that was refused. */
export interface FieldError {
  /** JSON pointer into the body, or `query/<name>`, `path/<name>`, `header/<name>`. */
  pointer: string;
  /** What is wrong and what to send instead. */
  message: string;
}

/** Any error of this library. */
export class CyberdeskError extends Error {
  override name = 'CyberdeskError';
}

/** No answer arrived: the network failed, also after every repeat. */
export class ConnectionError extends CyberdeskError {
  override name = 'ConnectionError';
}

/** Time ran out: of a call (`timeoutMs`), or of a wait for a desktop. */
export class TimeoutError extends CyberdeskError {
  override name = 'TimeoutError';
}

/** What the server says of a refusal, RFC 9457. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: FieldError[];
  currentState?: string;
}

/** The server refused or failed. Its subclasses say how. */
export class APIError extends CyberdeskError {
  override name = 'APIError';
  /** HTTP status. */
  status: number;
  /** Stable name of the kind of problem, such as `desktopNotRunning`. */
  code: string;
  /** Id of the request, to quote in a question. */
  requestId: string | undefined;
  /** What happened, the same for every problem of this code. */
  title: string;
  /** What happened this time and what to do about it. */
  detail: string;
  /** Each refused member, when the request's content was refused. */
  errors: FieldError[];
  /** The state that stood in the way, for conflicts of state. */
  currentState: string | undefined;
  /** Seconds after which a repeat makes sense, when the server said so. */
  retryAfter: number | undefined;

  constructor(status: number, body: ProblemBody, headers: Headers) {
    const errors = Array.isArray(body.errors) ? body.errors : [];
    const fields = errors.map(({ pointer, message }) => `\n  ${pointer}: ${message}`).join('');
    const id = body.requestId ?? headers.get('x-request-id') ?? undefined;
    const { title, detail } = textsOf(status, body);
    super(`${detail}${fields}${id ? ` (request ${id})` : ''}`);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.requestId = id;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
    this.currentState = body.currentState;
    const after = headers.get('retry-after');
    this.retryAfter = after !== null && /^\d+$/.test(after) ? Number(after) : undefined;
  }
}

const textsOf = (status: number, { title = `HTTP ${status}`, detail = title }: ProblemBody) => ({
  title,
  detail,
});

/** 401: the key is missing, unknown, expired or revoked. */
export class AuthenticationError extends APIError {
  override name = 'AuthenticationError';
}
/** 403: the key lacks a scope. */
export class PermissionError extends APIError {
  override name = 'PermissionError';
}
/** 404: there is no such thing, or it is not yours. */
export class NotFoundError extends APIError {
  override name = 'NotFoundError';
}
/** 409: the state does not allow it; see `currentState`. */
export class ConflictError extends APIError {
  override name = 'ConflictError';
}
/** 400, 413, 415, 422: the request must change; see `errors`. */
export class ValidationError extends APIError {
  override name = 'ValidationError';
}
/** 402: the plan, the credits or the budget do not allow it; a repeat does not help. */
export class PaymentRequiredError extends APIError {
  override name = 'PaymentRequiredError';
}
/** 429: a rate or a quota; see `retryAfter`. */
export class RateLimitError extends APIError {
  override name = 'RateLimitError';
}
/** 5xx: it is not your fault, and repeats did not help. */
export class ServerError extends APIError {
  override name = 'ServerError';
}

const byStatus: Record<number, typeof APIError> = {
  400: ValidationError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  413: ValidationError,
  415: ValidationError,
  422: ValidationError,
  429: RateLimitError,
};

/** The error for a response that is no success. */
export const errorOf = async (response: Response): Promise<APIError> => {
  const body: unknown = await response.json().catch(() => ({}));
  const Kind = byStatus[response.status] ?? (response.status >= 500 ? ServerError : APIError);
  return new Kind(
    response.status,
    (typeof body === 'object' && body !== null ? body : {}) as ProblemBody,
    response.headers,
  );
};

/** A step of a batch failed. The steps before it were done: `results` says what came of each. */
export class ActionFailedError<Result = unknown> extends CyberdeskError {
  override name = 'ActionFailedError';
  /** Index of the step that failed. */
  stoppedAt: number;
  /** One result for each step, in order. */
  results: Result[];

  constructor(message: string, stoppedAt: number, results: Result[]) {
    super(message);
    this.stoppedAt = stoppedAt;
    this.results = results;
  }
}

/** The desktop went to a state from which it does not come to the one that was waited for. */
export class DesktopFailedError extends CyberdeskError {
  override name = 'DesktopFailedError';
}
