import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { cookieName } from './visit.ts';

/** RFC 9110 §7.6.1, and what is between the visitor and us. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'cyberdesk-preview-token',
]);

type Pairs = [string, string][];

const pairsOf = (headers: IncomingHttpHeaders): Pairs =>
  Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );

const withoutOurCookie = (cookie: string): string =>
  cookie
    .split(/; */)
    .filter((each) => !each.startsWith(`${cookieName}=`))
    .join('; ');

/**
 * What a program in the desktop sees of a request. It is addressed as on its own machine, because development servers
 * refuse host names and origins that they do not know.
 */
export const insideHeaders = (request: IncomingMessage, port: number): Record<string, string[]> => {
  const { headers } = request;
  const here = new Set([`http://${headers.host}`, `https://${headers.host}`]);
  const local = `http://localhost:${port}`;
  const inside: Record<string, string[]> = {};
  const changed: Record<string, (value: string) => string> = {
    host: () => `localhost:${port}`,
    cookie: withoutOurCookie,
    origin: (value) => (here.has(value) ? local : value),
  };
  for (const [name, value] of pairsOf(headers)) {
    if (dropped.has(name)) continue;
    const kept = changed[name]?.(value) ?? value;
    if (kept !== '') (inside[name] ??= []).push(kept);
  }
  return { ...inside, 'x-forwarded-host': [headers.host ?? ''] };
};

/** What a visitor sees of the reply. Cookies stay on this host; redirects to the own machine lead to the preview. */
export const outsideHeaders = (
  { headers }: IncomingMessage,
  port: number,
): Record<string, string[]> => {
  const outside: Record<string, string[]> = {};
  const local = new RegExp(`^http://(localhost|127\\.0\\.0\\.1):${port}(?=/|$)`);
  const changed: Record<string, (value: string) => string> = {
    'set-cookie': (value) => value.replaceAll(/; *domain=[^;]*/gi, ''),
    location: (value) => value.replace(local, '') || '/',
  };
  for (const [name, value] of pairsOf(headers)) {
    if (dropped.has(name) || value.startsWith(`${cookieName}=`)) continue;
    (outside[name] ??= []).push(changed[name]?.(value) ?? value);
  }
  return outside;
};
