import { problem } from '@cyberdesk/generated/problems.gen';
import { admit, type DataContext } from './data-context.ts';
import type { FindPassage } from './forward/forward.ts';
import type { FileGrant, Grant } from './grants.ts';
import { targetFor, tokenFor } from './sockets/open.ts';

/** The grant of a link, when it is of the kind that the link is for. */
export const grantOfLink = async <Kind extends Grant['kind']>(
  { services }: DataContext,
  token: string,
  kind: Kind,
): Promise<Extract<Grant, { kind: Kind }>> => {
  const grant = await admit(services, token);
  if (grant.kind === kind) return grant as Extract<Grant, { kind: Kind }>;
  throw problem('unauthenticated', 'This link is for something else.');
};

/** Who acts by a link: its maker. */
export const callerOf = ({ organizationId, role, actor, id }: Grant) => ({
  organizationId,
  role,
  actor,
  principal: id,
});

/** The way to the one file that a link names. */
export const passageToFile =
  (
    method: 'GET' | 'PUT',
    headersOf: (grant: FileGrant) => Record<string, string>,
  ): FindPassage<DataContext> =>
  async ({ input }, context) => {
    const { services } = context;
    const grant = await grantOfLink(context, String(input?.path['grant']), 'file');
    if (grant.method !== method) {
      const detail = `This link is for ${grant.method} alone. Create one for ${method}.`;
      throw problem('insufficientScope', detail);
    }
    const scopes = [method === 'GET' ? 'files:read' : 'files:write'];
    const path = `/files/content?path=${encodeURIComponent(grant.path)}`;
    const target = await targetFor(services, grant);
    const token = await tokenFor(services, { grant, caller: callerOf(grant), scopes }, target);
    return { origin: target.origin, token, path, headers: headersOf(grant) };
  };
