import type { Context } from 'hono';
import { refused } from './parameters.ts';
import { builtIn } from './problem.ts';
import type { Problem } from './problem.ts';
import type { RawRequest, Route, RouteBody } from './route.ts';
import type { Validator } from './validator.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The answer to a body that is longer than the contract allows. */
export function tooLarge(limit: number): Problem {
  const detail = `The body is larger than ${limit} bytes, the most that this operation takes. Send less.`;
  return builtIn('payloadTooLarge', detail, { headers: { connection: 'close' } });
}

/** Media type without parameters, in lower case. */
export const mediaType = (header: string | null | undefined): string =>
  (header ?? '').split(';', 1)[0]!.trim().toLowerCase();

function checkMediaType(c: RawRequest, body: RouteBody): void {
  const sent = mediaType(c.req.header('content-type'));
  if (body.contentTypes.includes(sent)) return;
  const wanted = body.contentTypes.join(' or ');
  const detail = `Content-Type is ${sent ? `\`${sent.slice(0, 100)}\`` : 'missing'}. Send the body as ${wanted}.`;
  throw builtIn('unsupportedMediaType', detail, {
    headers: { accept: body.contentTypes.join(', ') },
  });
}

/** Refuses by the announced length before a byte is read. */
function checkLength(c: RawRequest, limit: number): number | undefined {
  const header = c.req.header('content-length');
  const length = header === undefined ? undefined : Number(header);
  if (length !== undefined && length > limit) throw tooLarge(limit);
  return length;
}

/** The bytes as they come, and an error as soon as they are more than the limit. */
export function limited(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): ReadableStream<Uint8Array> {
  let total = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      total += chunk.byteLength;
      if (total > limit) controller.error(tooLarge(limit));
      else controller.enqueue(chunk);
    },
  });
  return stream.pipeThrough(counter);
}

async function readAll(c: Context, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  // A length that the HTTP parser enforces needs no second count.
  if (checkLength(c, limit) !== undefined) return new Uint8Array(await c.req.arrayBuffer());
  const { body } = c.req.raw;
  if (!body) return new Uint8Array();
  return new Uint8Array(await new Response(limited(body, limit)).arrayBuffer());
}

const hasBody = (c: Context): boolean =>
  c.req.header('transfer-encoding') !== undefined ||
  Number(c.req.header('content-length') ?? 0) > 0 ||
  (c.req.header('content-length') === undefined && c.req.raw.body !== null);

function decode(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is not UTF-8';
    throw builtIn(
      'malformedJson',
      `The body is not valid JSON: ${reason}. Send one JSON value in UTF-8.`,
      {},
    );
  }
}

function find(value: unknown, pointer: string): string | undefined {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed() ? pointer : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const found = find(name, place) ?? find(member, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Refuses text that databases, files and X11 cannot hold, and looks for it only where an escape may have written it. */
function checkText(bytes: Uint8Array, value: unknown): void {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('\\u')) return;
  const pointer = find(value, '');
  if (pointer === undefined) return;
  throw refused({ pointer, message: 'must not contain NUL or half of a surrogate pair' });
}

export interface JsonBody {
  bytes: Uint8Array<ArrayBuffer>;
  value: unknown;
}

/** A JSON body, bounded, decoded and checked; undefined when none was sent and none is needed. */
export async function readJson(
  validator: Validator,
  route: Route,
  c: Context,
): Promise<JsonBody | undefined> {
  const body = route.body!;
  if (hasBody(c)) checkMediaType(c, body);
  const bytes = hasBody(c) ? await readAll(c, body.maxBytes) : new Uint8Array();
  if (bytes.byteLength === 0) {
    if (!body.required) return undefined;
    throw refused({ pointer: '', message: 'is missing; send a JSON object' });
  }
  const value = decode(bytes);
  checkText(bytes, value);
  const error = validator.check(route, 'body')(value);
  if (error) throw refused(error);
  return { bytes, value };
}

/** Raw bytes, bounded while they stream. */
export function readBinary(route: Route, c: Context): ReadableStream<Uint8Array> {
  const body = route.body!;
  if (hasBody(c) || body.required) checkMediaType(c, body);
  checkLength(c, body.maxBytes);
  const stream =
    c.req.raw.body ?? (new Response(new Uint8Array()).body as ReadableStream<Uint8Array>);
  return limited(stream, body.maxBytes);
}

/** Media type and announced length of a body that is passed on unread. */
export function checkBody(route: Route, c: RawRequest): void {
  const { body } = route;
  if (!body) return;
  const length = checkLength(c, body.maxBytes) ?? 0;
  const isSent = length > 0 || c.req.header('transfer-encoding') !== undefined;
  if (isSent || body.required) checkMediaType(c, body);
}
