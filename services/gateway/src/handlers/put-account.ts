import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkOrganization } from '../confine.ts';
import { putAccount as put } from '../domain/accounts.ts';
import type { Context } from '../services.ts';

/** Creates the account of an organization or replaces its spec. */
export const putAccount: Handlers<Context>['putAccount'] = ({ path, body }, context) => {
  checkOrganization(path, context);
  return put(context.services.cluster, path.organizationId, body);
};
