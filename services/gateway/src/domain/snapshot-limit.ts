import { toResourceName } from '@cyberdesk/kit/ids';
import { type Cluster, organizationLabel } from '../clients/cluster.ts';
import { Refusal } from './refusal.ts';

const pageSize = 500;

/** How many snapshots an organization may have; undefined = as many as it likes. */
export const snapshotLimit = async (
  { accounts }: Cluster,
  organizationId: string,
): Promise<number | undefined> =>
  (await accounts.find(toResourceName(organizationId)))?.spec.limits?.snapshots;

/** Refuses when the organization has more than `most` snapshots; those whose disk is gone do not count. */
export const refuseMoreThan = async (
  { snapshots }: Cluster,
  organizationId: string,
  most: number,
): Promise<void> => {
  const labelSelector = `${organizationLabel}=${toResourceName(organizationId)}`;
  let found = 0;
  let next: string | undefined;
  do {
    const page = { limit: pageSize, ...(next !== undefined && { continue: next }) };
    const { items, metadata } = await snapshots.list({ labelSelector, ...page });
    found += items.filter(({ status }) => status?.phase !== 'Deleted').length;
    if (found > most) throw tooMany();
    next = metadata.continue === '' ? undefined : metadata.continue;
  } while (next !== undefined);
};

const tooMany = (): Refusal =>
  new Refusal('limitReached', 'The organization has as many snapshots as it may. Delete one.');
