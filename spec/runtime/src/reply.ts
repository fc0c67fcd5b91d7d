/** Headers of an answer; an undefined one is left out. */
export type ReplyHeaders = Record<string, string | undefined>;

/** An answer with a status and headers of its own. */
export class Reply<Status extends number, Body> {
  readonly status: Status;
  readonly body: Body;
  readonly headers: ReplyHeaders;

  constructor(status: Status, body: Body, headers: ReplyHeaders) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * Answers with another status than the operation's sole success, or with headers. A handler that needs neither returns
 * the plain value.
 */
export function reply<Status extends number>(status: Status): Reply<Status, undefined>;
export function reply<Status extends number, Body>(
  status: Status,
  body: Body,
  headers?: ReplyHeaders,
): Reply<Status, Body>;
export function reply(status: number, body?: unknown, headers: ReplyHeaders = {}): unknown {
  return new Reply(status, body, headers);
}
