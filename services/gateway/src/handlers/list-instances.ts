import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { listInstances as list } from '../domain/list-instances.ts';
import type { Context } from '../services.ts';

/** Lists instances by name. */
export const listInstances: Handlers<Context>['listInstances'] = (
  { query },
  { services, caller },
) => {
  if (!services.lifecycle.synced)
    throw problem('unavailable', 'The instances are not known yet. Try again.', {
      headers: { 'retry-after': '1' },
    });
  const { organizationId } = caller;
  return list(services.instances.list(), { ...query, organizationId });
};
