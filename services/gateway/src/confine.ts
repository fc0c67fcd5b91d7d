import { problem } from '@cyberdesk/generated/problems.gen';
import type { InstanceRef } from './domain/change-instance.ts';
import { Refusal } from './domain/refusal.ts';
import type { SnapshotRef } from './domain/snapshots.ts';
import type { Context } from './services.ts';

/** The instance that a request names, confined to the caller's organization. */
export const refOf = (
  { instanceId }: { instanceId: string },
  { caller }: Context,
): InstanceRef => ({ name: instanceId, organizationId: caller.organizationId });

/** The snapshot that a request names, confined to the caller's organization. */
export const snapshotOf = (
  { snapshotId }: { snapshotId: string },
  { caller }: Context,
): SnapshotRef => ({ name: snapshotId, organizationId: caller.organizationId });

/** What a caller makes belongs to its own organization. */
export const checkOwner = (organizationId: string, { caller }: Context, member: string): void => {
  const own = caller.organizationId;
  if (own !== undefined && own !== organizationId)
    throw problem('insufficientScope', `${member} must be the organization of the token.`);
};

/** What concerns all organizations is for the platform itself. */
export const checkPlatform = ({ caller }: Context, what: string): void => {
  if (caller.organizationId === undefined) return;
  throw problem('insufficientScope', `${what} of all organizations: use a platform token.`);
};

/** An account of another organization is as good as none. */
export const checkOrganization = (
  { organizationId }: { organizationId: string },
  { caller }: Context,
): void => {
  const own = caller.organizationId;
  if (own !== undefined && own !== organizationId)
    throw new Refusal('notFound', 'The organization has no account in this cluster.');
};
