/** What the system layer reports: codes of the contract's problem table. */
export type FaultCode =
  | 'unprocessable'
  | 'coordinatesOffScreen'
  | 'invalidPath'
  | 'fileNotFound'
  | 'fileExists'
  | 'directoryNotEmpty'
  | 'preconditionFailed'
  | 'unknownCursor'
  | 'alreadyBound'
  | 'controlHeld'
  | 'insufficientScope'
  | 'payloadTooLarge'
  | 'screenUnavailable'
  | 'storageFull'
  | 'unavailable'
  | 'notFound'
  | 'portRefused'
  | 'commandNotFound'
  | 'recordingNotFound'
  | 'recordingInProgress'
  | 'commandNotRunning'
  | 'windowNotFound'
  | 'notExecutable'
  | 'elementStale'
  | 'accessibilityUnavailable'
  | 'internal';

/** One refused member of a request. */
export interface FaultField {
  /** JSON pointer into the body, or `query/<name>`. */
  pointer: string;
  message: string;
}

/** An error whose message may be shown to the caller: it says what was wrong and how to mend it. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly fields: FaultField[];

  constructor(code: FaultCode, message: string, fields: FaultField[] = [], cause?: unknown) {
    super(message, { cause });
    this.name = 'Fault';
    this.code = code;
    this.fields = fields;
  }
}

/** The `code` of a Node error (`ENOENT` …), or ''. */
export function errno(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
