import type { ProblemCode } from '@cyberdesk/generated/problems.gen';

interface Details {
  /** State of the desktop that stood in the way. */
  currentState?: string;
  /** The same request may succeed after so many seconds. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A request that cannot be done, in the contract's words. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** The same words for what does not exist and for what belongs to somebody else. */
export const noSuchInstance = (): Refusal =>
  new Refusal('notFound', 'No instance of this cluster has this name.');
