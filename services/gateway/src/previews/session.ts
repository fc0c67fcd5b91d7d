import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Services } from '../services.ts';
import { cookieName, grantFor, previewOf, tokenIn } from './visit.ts';

/** Paths of a preview that are ours; everything else is the desktop's. */
export const ownPath = '/.cyberdesk/';

const page = (nonce: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<title>Opening the preview</title>
<p id="text">Opening the preview …</p>
<script nonce="${nonce}">
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  fetch('${ownPath}session', { method: 'POST', headers: { 'cyberdesk-preview-token': token } })
    .then((reply) => (reply.ok ? location.replace('/') : Promise.reject(reply)))
    .catch(() => { document.getElementById('text').textContent =
      'This link has expired or was revoked. Ask for a new one.'; });
</script></html>
`;

/** Serves the page that a link leads to, and turns its token into a cookie. */
export const serveOwn = async (
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method, url } = request;
  if (method === 'GET' && url === `${ownPath}open`) return openPage(response);
  if (method === 'POST' && url === `${ownPath}session`)
    return startSession(services, request, response);
  throw problem('notFound', 'Paths below /.cyberdesk/ belong to the preview itself.');
};

const openPage = (response: ServerResponse): void => {
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(page(nonce));
};

const startSession = async (
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const preview = previewOf(services, request);
  const token = tokenIn(request);
  const { expiresAt } = await grantFor(services, preview, token);
  const seconds = Math.max(1, expiresAt - Math.floor(Date.now() / 1000));
  const attributes = `Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;
  response.writeHead(204, {
    'set-cookie': `${cookieName}=${token}; ${attributes}`,
    'cache-control': 'no-store',
  });
  response.end();
};
