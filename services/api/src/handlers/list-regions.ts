import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { refuseCursor } from './list-sizes.ts';

/** The one region of this API's cluster. */
export const listRegions: Handlers<Context>['listRegions'] = async ({ query }, { deps }) => {
  refuseCursor(query.cursor);
  const { REGION, CLUSTER_ID } = deps.config;
  return { items: [{ id: REGION, name: REGION, clusterId: CLUSTER_ID }] };
};
