import { routes } from '@cyberdesk/generated/execd/routes.gen';

export interface Input {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  headers?: Record<string, string>;
  json?: unknown;
  body?: BodyInit;
}

/** A desktop to check, by the URL that stands before `/screenshot`. */
export interface Target {
  call(operationId: string, input?: Input): Promise<Response>;
  /** The body of a success; throws what was answered instead. */
  json<Body = Record<string, unknown>>(operationId: string, input?: Input): Promise<Body>;
  /** Status and code of a refusal. */
  refusal(operationId: string, input?: Input): Promise<string>;
}

const ACTOR = 'cyberdesk-actor';
const byId = new Map(routes.map((route) => [route.operationId, route]));

/** Makes a token for who acts; servers behind others take the actor from it and not from a header. */
export type TokenFor = (actor: string) => Promise<string>;

/** Calls a desktop's operations with a token, or with a new one each time. */
export function connect(url: string, token: string | TokenFor): Target {
  const base = url.replace(/\/$/, '');
  const call = async (operationId: string, input: Input = {}): Promise<Response> => {
    const route = byId.get(operationId);
    if (!route) throw new Error(`${operationId} is no operation of the contract`);
    const bearer =
      typeof token === 'string' ? token : await token(input.headers?.[ACTOR] ?? 'agent');
    const headers: Record<string, string> = {
      authorization: `Bearer ${bearer}`,
      ...input.headers,
    };
    if (input.json !== undefined) headers['content-type'] = 'application/json';
    const body = input.json === undefined ? input.body : JSON.stringify(input.json);
    const target = base + fill(route.path, input.path) + queryOf(input.query);
    return fetch(target, {
      method: route.method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };
  const json = async <Body>(operationId: string, input?: Input): Promise<Body> => {
    const response = await call(operationId, input);
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Body;
    throw new Error(`${operationId} answered ${response.status}: ${await response.text()}`);
  };
  const refusal = async (operationId: string, input?: Input): Promise<string> => {
    const response = await call(operationId, input);
    const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string };
    return `${response.status} ${code}`;
  };
  return { call, json, refusal };
}

const fill = (path: string, values: Input['path'] = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));

function queryOf(query: Input['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each) => [name, String(each)]),
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}
