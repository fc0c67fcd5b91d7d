import type { Context } from 'hono';

/** A parsed body whose members are not checked yet. */
export type Body = Record<string, unknown>;

type RefusalStatus = 400 | 401 | 403 | 413 | 422;

/** A refusal in the form that supabase-js reads. */
export class Refusal extends Error {
  status: RefusalStatus;
  code: string;
  constructor(status: RefusalStatus, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The JSON object of a request. */
export const readBody = async (context: Context): Promise<Body> => {
  const body: unknown = await context.req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null)
    throw new Refusal(400, 'bad_json', 'Could not parse request body as JSON');
  return body as Body;
};

/** A member of the body that must be text; anything else counts as absent. */
export const textOf = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

/** An address in lower case. */
export const readEmail = (body: Body): string => {
  const email = textOf(body, 'email').trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
    throw new Refusal(400, 'validation_failed', 'Unable to validate email address: invalid format');
  return email;
};

/** A password that is long enough. */
export const readPassword = (body: Body): string => {
  const password = textOf(body, 'password');
  if (password.length < 8 || password.length > 256)
    throw new Refusal(422, 'weak_password', 'Password should be at least 8 characters.');
  return password;
};

/** What the client wants to know of the user. */
export const metadataOf = (body: Body): object =>
  typeof body['data'] === 'object' && body['data'] !== null ? body['data'] : {};
