import { APIError, Cyberdesk } from 'cyberdesk';
import { config } from '@/lib/config.ts';
import { isOwnOrigin } from '@/lib/origin.ts';
import { createAuth } from '@/lib/supabase/server.ts';
import { runTurn } from '@/features/playground/agent.ts';
import { MAX_BODY_BYTES, readTurn } from '@/features/playground/request.ts';

/** A turn of many steps takes minutes. */
export const maxDuration = 300;

const refuse = (status: number, detail: string): Response =>
  Response.json({ detail }, { status, headers: { 'cache-control': 'no-store' } });

/** One turn of the playground's agent, streamed. It acts as the signed-in person's agent. */
export const POST = async (request: Request): Promise<Response> => {
  if (!isOwnOrigin(request.headers)) return refuse(403, 'This request came from another site.');
  const { auth } = await createAuth();
  const { data: checked } = await auth.getClaims().catch(() => ({ data: null }));
  const { data } = await auth.getSession();
  if (!checked || !data.session) return refuse(401, 'Sign in first.');
  const body = await readBody(request);
  if (body === undefined) return refuse(413, 'The conversation is too long. Begin a new one.');
  const turn = readTurn(body);
  if ('detail' in turn) return refuse(400, turn.detail);
  const { access_token: apiKey } = data.session;
  const client = new Cyberdesk({ apiKey, baseUrl: config().apiUrl, actor: 'agent' });
  return runTurn(client, turn, request.signal).catch((error: unknown) => {
    if (error instanceof APIError) return refuse(error.status, error.detail);
    throw error;
  });
};

/** The JSON body; undefined when it is larger than a conversation may be, null when it is no JSON. */
const readBody = async (request: Request): Promise<unknown> => {
  if (Number(request.headers.get('content-length') ?? Infinity) > MAX_BODY_BYTES) return undefined;
  const text = await request.text();
  if (text.length > MAX_BODY_BYTES) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};
