import type { IncomingMessage } from 'node:http';
import { problem } from '@cyberdesk/generated/problems.gen';
import { admit } from '../data-context.ts';
import type { Grant } from '../grants.ts';
import type { Services } from '../services.ts';
import type { Leave } from '../sockets/open-sockets.ts';
import type { Tunnel } from '../sockets/tunnel.ts';
import { targetOf } from '../target.ts';
import type { Preview } from './previews.ts';

/** Bound to this very host by its name: no other preview can read or set it. */
export const cookieName = '__Host-cyberdesk-preview';

/** A request to a preview that may pass. */
export type Visit = Omit<Tunnel, 'requestId'> & { preview: Preview };

/** Finds the preview that a request is for and whether its sender may visit it. */
export const admitVisit = async (services: Services, request: IncomingMessage): Promise<Visit> => {
  const preview = previewOf(services, request);
  const { instance, port } = preview;
  const grant = preview.public ? leaveOf(preview) : await visitorsGrant(services, preview, request);
  const caller = {
    organizationId: instance.spec.organizationId,
    role: 'view',
    actor: { type: 'human', id: preview.id },
    principal: preview.id,
  } as const;
  return { preview, grant, caller, port, target: targetOf(instance, services.execdPort) };
};

/** The preview of a request's host name; 404 when there is none, whatever the reason. */
export const previewOf = ({ previews }: Services, { headers }: IncomingMessage): Preview => {
  const preview = previews.find(headers.host);
  if (preview) return preview;
  throw problem('notFound', 'There is no preview here: it has expired, was revoked, or never was.');
};

const leaveOf = ({ id, instance, expiresAt }: Preview): Leave => ({
  id,
  instance: instance.name,
  issuedAt: Math.floor(Date.now() / 1000),
  expiresAt,
});

const visitorsGrant = (
  services: Services,
  preview: Preview,
  request: IncomingMessage,
): Promise<Grant> => grantFor(services, preview, tokenIn(request));

/** The grant in a token, when it is for this preview. */
export const grantFor = async (
  services: Services,
  { id, instance }: Preview,
  token: string | undefined,
): Promise<Grant> => {
  const grant = token === undefined ? undefined : await admit(services, token);
  if (grant?.kind === 'preview' && grant.id === id && grant.instance === instance.name)
    return grant;
  throw problem('unauthenticated', 'This preview is private. Open it by the link you were given.');
};

/** Programs send the token in a header, browsers in the cookie that the open page has set. */
export const tokenIn = ({ headers }: IncomingMessage): string | undefined => {
  const header = headers['cyberdesk-preview-token'];
  if (typeof header === 'string') return header;
  return new RegExp(`(?:^|; *)${cookieName}=([\\w.-]+)`).exec(headers.cookie ?? '')?.[1];
};
