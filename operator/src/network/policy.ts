import type { Context } from '../context.ts';
import type { InstanceNetwork, InstanceNetworkStatus } from '../resources.ts';

/** The machine that a policy is for. Both have the same name. */
export interface PolicyTarget {
  shard: string;
  machine: string;
  network: InstanceNetwork | undefined;
}

export type PolicyResult =
  | { status: InstanceNetworkStatus | undefined }
  | { refused: 'Refused' | 'DomainsUnsupported'; message: string };

/** Makes the machine's policy say what is wanted. Awaited before the machine is made, and before its bind. */
export async function ensurePolicy(
  _context: Context,
  _target: PolicyTarget,
): Promise<PolicyResult> {
  return { status: undefined };
}

/** Removes the policy of a machine that is gone. */
export async function removePolicy(
  _context: Context,
  _target: Pick<PolicyTarget, 'shard' | 'machine'>,
): Promise<void> {}
