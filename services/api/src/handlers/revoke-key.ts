import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

/** Revokes a key; it is refused from the next request on. */
export const revokeKey: Handlers<Context>['revokeKey'] = async ({ path }, { deps, principal }) => {
  if (await deps.keys.revoke(principal.organization.id, path.keyId)) return;
  throw problem('notFound', 'No key of yours has this id. List your keys to find the right one.');
};
