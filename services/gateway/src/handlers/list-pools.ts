import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkPlatform } from '../confine.ts';
import { listPools as list } from '../domain/pools.ts';
import type { Context } from '../services.ts';

/** Lists pools by name. */
export const listPools: Handlers<Context>['listPools'] = ({ query }, context) => {
  checkPlatform(context, 'Pools are');
  return list(context.services.cluster, query);
};
