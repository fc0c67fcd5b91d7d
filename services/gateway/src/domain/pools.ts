import type { CyberdeskPoolSpec, Pool } from '@cyberdesk/generated/gateway/types.gen';
import { apiVersion, type Cluster, type PoolResource } from '../clients/cluster.ts';
import { listPage } from './list-page.ts';
import { putResource } from './put-resource.ts';
import { Refusal } from './refusal.ts';

const toPool = ({ metadata, spec, status = {} }: PoolResource): Pool => ({
  name: metadata.name,
  spec,
  status,
});

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** One page of the pools. */
export const listPools = async (
  { pools }: Cluster,
  query: PageQuery,
): Promise<{ items: Pool[]; nextCursor?: string }> => {
  const { items, ...page } = await listPage(pools, query);
  return { items: items.map(toPool), ...page };
};

/** A pool by its name. */
export const getPool = async ({ pools }: Cluster, name: string): Promise<Pool> => {
  const pool = await pools.find(name);
  if (pool === undefined) throw new Refusal('notFound', 'No pool of this cluster has this name.');
  return toPool(pool);
};

/** Creates a pool or replaces its spec. */
export const putPool = async (
  { pools }: Cluster,
  name: string,
  spec: CyberdeskPoolSpec,
): Promise<Pool> => {
  refuseSize(spec);
  const pool = { apiVersion, kind: 'CyberdeskPool', metadata: { name }, spec } as const;
  return toPool(await putResource<PoolResource>(pools, pool));
};

/** As the resource's own rule, said before the apiserver is asked. */
const refuseSize = ({ size, minSize, maxSize }: CyberdeskPoolSpec): void => {
  if (minSize <= size && size <= maxSize) return;
  throw new Refusal('unprocessable', 'size must lie between minSize and maxSize.');
};
