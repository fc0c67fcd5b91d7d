import type { Account, CyberdeskAccountSpec } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { type AccountResource, apiVersion, type Cluster } from '../clients/cluster.ts';
import { putResource } from './put-resource.ts';
import { Refusal } from './refusal.ts';

const toAccount = ({ spec, status = {} }: AccountResource): Account => ({
  organizationId: spec.organizationId,
  spec,
  status,
});

/** An organization's account. */
export const getAccount = async (cluster: Cluster, organizationId: string): Promise<Account> => {
  const account = await cluster.accounts.find(toResourceName(organizationId));
  if (account === undefined)
    throw new Refusal('notFound', 'The organization has no account in this cluster.');
  return toAccount(account);
};

/** Creates the account or replaces its spec. */
export const putAccount = async (
  cluster: Cluster,
  organizationId: string,
  spec: CyberdeskAccountSpec,
): Promise<Account> => {
  if (spec.organizationId !== organizationId)
    throw new Refusal('unprocessable', 'organizationId must be the one in the path.');
  const metadata = { name: toResourceName(organizationId) };
  const account = { apiVersion, kind: 'CyberdeskAccount', metadata, spec } as const;
  return toAccount(await putResource<AccountResource>(cluster.accounts, account));
};
