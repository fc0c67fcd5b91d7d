import { createHash } from 'node:crypto';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Problem, RequestContext } from '@cyberdesk/runtime';
import type { Context } from './context.ts';
import { unstorableText } from './domain/text.ts';
import { claim, release, settle, type Held, type RecordKey } from './store/idempotency.ts';

type Next = () => Promise<Response>;

/** Stands around every operation: text that cannot be stored is refused, repeats with a key get the first reply. */
export const around = async (
  request: RequestContext,
  context: Context,
  next: Next,
): Promise<Response> => {
  const { route } = request;
  if (route.forward || !route.auth) return next();
  refuseUnstorable(request);
  const key =
    request.input?.headers['Idempotency-Key'] ?? request.input?.headers['idempotency-key'];
  if (route.idempotency !== 'key' || typeof key !== 'string') return next();
  const { principal } = context;
  return once(
    { principal: `${principal.type}:${principal.id}`, operation: route.operationId, key },
    request,
    context,
    next,
  );
};

const refuseUnstorable = ({ input }: RequestContext): void => {
  const { path, query, headers, body } = input ?? {};
  const pointer =
    unstorableText(body) ?? unstorableText({ path, query, header: headers })?.slice(1);
  if (pointer === undefined) return;
  const message =
    'holds a NUL character or half of a surrogate pair; send well-formed text without them';
  throw problem('invalidRequest', `${pointer || 'The body'} ${message}.`, {
    errors: [{ pointer, message }],
  });
};

const once = async (
  name: RecordKey,
  request: RequestContext,
  context: Context,
  next: Next,
): Promise<Response> => {
  const found = await claim(context.deps.db, name, fingerprintOf(request));
  switch (found.outcome) {
    case 'answered':
      return replay(context.deps.seal.open(found.reply));
    case 'inFlight':
      throw inFlight();
    case 'otherRequest':
      throw problem(
        'idempotencyKeyReused',
        'This key was used with another request. Use a new key for a new request.',
        {
          errors: [
            {
              pointer: 'header/Idempotency-Key',
              message: 'was used with another request; choose a new one',
            },
          ],
        },
      );
    default:
      context.held = found.held;
      return keep(found.held, context.deps, next);
  }
};

/** The answer to a repeat while another request serves the key. */
export const inFlight = (): Problem =>
  problem(
    'idempotencyInFlight',
    'The first request with this key is still being served. Repeat it in a second.',
    { headers: { 'retry-after': '1' } },
  );

/** Keeps what is final. After a failure of ours the key is free again. */
const keep = async (held: Held, deps: Context['deps'], next: Next): Promise<Response> => {
  const response = await next();
  if (response.status >= 500 || response.status === 429 || response.status === 409) {
    await release(deps.db, held);
    return response;
  }
  try {
    await remember(held, deps, response.clone());
  } catch (error) {
    // The work is done and the client must hear of it; a repeat within the lease is told to wait.
    deps.log.error({ err: error, operation: held.operation }, 'the reply could not be kept');
  }
  return response;
};

const remember = async (held: Held, deps: Context['deps'], response: Response): Promise<void> => {
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const kept = { status: response.status, headers: [...response.headers], body };
  await settle(deps.db, held, deps.seal.close(Buffer.from(JSON.stringify(kept))));
};

const replay = (plain: Buffer): Response => {
  const { status, headers, body } = JSON.parse(plain.toString()) as {
    status: number;
    headers: [string, string][];
    body: string;
  };
  const bytes = status === 204 ? null : Buffer.from(body, 'base64');
  const response = new Response(bytes, { status, headers });
  response.headers.delete('x-request-id');
  response.headers.set('idempotency-replayed', 'true');
  return response;
};

/** What was asked for; how long the client waits for it is no part of that. */
const fingerprintOf = ({ route, input, bytes }: RequestContext): Buffer => {
  const { waitSeconds: _wait, ...query } = input?.query ?? {};
  const hash = createHash('sha256').update(JSON.stringify([route.operationId, input?.path, query]));
  return hash.update(bytes ?? '').digest();
};
