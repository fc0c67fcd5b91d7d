import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkPlatform } from '../confine.ts';
import { putPool as put } from '../domain/pools.ts';
import type { Context } from '../services.ts';

/** Creates a pool or replaces its spec. */
export const putPool: Handlers<Context>['putPool'] = ({ path, body }, context) => {
  checkPlatform(context, 'Pools are');
  return put(context.services.cluster, path.poolId, body);
};
