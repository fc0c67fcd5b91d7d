import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { listSnapshots as list } from '../domain/snapshots.ts';
import type { Context } from '../services.ts';

/** Lists snapshots by name. */
export const listSnapshots: Handlers<Context>['listSnapshots'] = (
  { query },
  { services, caller },
) => list(services.cluster, { ...query, organizationId: caller.organizationId });
