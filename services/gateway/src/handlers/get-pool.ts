import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkPlatform } from '../confine.ts';
import { getPool as get } from '../domain/pools.ts';
import type { Context } from '../services.ts';

/** Returns a pool. */
export const getPool: Handlers<Context>['getPool'] = ({ path }, context) => {
  checkPlatform(context, 'Pools are');
  return get(context.services.cluster, path.poolId);
};
