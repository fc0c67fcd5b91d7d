import type { Account, CyberdeskAccountSpec } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { isAlreadyExists } from '@cyberdesk/kube/errors';
import { type AccountResource, apiVersion, type Cluster } from '../clients/cluster.ts';
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
  const name = toResourceName(organizationId);
  try {
    const account = { apiVersion, kind: 'CyberdeskAccount', metadata: { name }, spec } as const;
    return toAccount(await cluster.accounts.create(account));
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    // Null removes a limit that the new spec no longer has.
    const replaced = { spec: { ...spec, creditUnits: spec.creditUnits ?? null } };
    return toAccount(await cluster.accounts.mergePatch(name, replaced));
  }
};
