import type { InstanceRef } from './domain/change-instance.ts';
import { Refusal } from './domain/refusal.ts';
import type { Context } from './services.ts';

/** The instance that a request names, confined to the caller's organization. */
export const refOf = (
  { instanceId }: { instanceId: string },
  { caller }: Context,
): InstanceRef => ({ name: instanceId, organizationId: caller.organizationId });

/** An account of another organization is as good as none. */
export const checkOrganization = (
  { organizationId }: { organizationId: string },
  { caller }: Context,
): void => {
  const own = caller.organizationId;
  if (own !== undefined && own !== organizationId)
    throw new Refusal('notFound', 'The organization has no account in this cluster.');
};
