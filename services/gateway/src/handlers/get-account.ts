import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkOrganization } from '../confine.ts';
import { getAccount as get } from '../domain/accounts.ts';
import type { Context } from '../services.ts';

/** Returns an organization's account. */
export const getAccount: Handlers<Context>['getAccount'] = ({ path }, context) => {
  checkOrganization(path, context);
  return get(context.services.cluster, path.organizationId);
};
