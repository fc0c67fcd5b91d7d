/** Reasons this package gives itself, where the apiserver could not answer with one. */
export const transportReasons = { connection: 'ConnectionFailed', timeout: 'Timeout' } as const;

interface Details {
  status: number;
  reason: string;
  message: string;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/**
 * The only error that leaves this package. `status` is the HTTP status, or 0 where no answer came;
 * `reason` is the apiserver's machine-readable reason (`NotFound`, `Conflict`, `AlreadyExists` …).
 */
export class KubeError extends Error {
  override readonly name = 'KubeError';
  readonly status: number;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(details: Details) {
    super(details.message, { cause: details.cause });
    this.status = details.status;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

const hasStatus = (error: unknown, status: number): error is KubeError =>
  error instanceof KubeError && error.status === status;

export const isNotFound = (error: unknown): error is KubeError => hasStatus(error, 404);

/** The object exists under that name: another create won, or our own first try did. */
export const isAlreadyExists = (error: unknown): error is KubeError =>
  hasStatus(error, 409) && error.reason === 'AlreadyExists';

/** The object changed since it was read: read again and decide again, never overwrite. */
export const isConflict = (error: unknown): error is KubeError =>
  hasStatus(error, 409) && error.reason !== 'AlreadyExists';

/** The resource version is too old to watch or page from: list again. */
export const isGone = (error: unknown): error is KubeError =>
  hasStatus(error, 410) || (error instanceof KubeError && error.reason === 'Expired');
