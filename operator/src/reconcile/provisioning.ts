import type { Instance, InstanceProvisioning, InstanceStatus } from '../resources.ts';
import { provisioningOf } from './machine-name.ts';
import type { MachineView } from './machine-view.ts';
import { timestamp } from './transitions.ts';

/** How the instance got its machine, and how long it took until it was first ready. Written once. */
export function provisioned(
  instance: Instance,
  status: InstanceStatus,
  { vm }: MachineView,
  now: number,
): Pick<InstanceStatus, 'provisioning'> {
  const known = instance.status?.provisioning ?? assigned(instance, vm !== undefined, now);
  if (known === undefined) return {};
  if (known.readyAfterMs !== undefined || status.phase !== 'Running')
    return { provisioning: known };
  const created = Date.parse(instance.metadata.creationTimestamp ?? '');
  const readyAfterMs = Number.isNaN(created) ? 0 : Math.max(0, now - created);
  return { provisioning: { ...known, readyAfterMs } };
}

function assigned(
  instance: Instance,
  made: boolean,
  now: number,
): InstanceProvisioning | undefined {
  if (!made) return undefined;
  const { kind, detail } = provisioningOf(instance);
  const assignedAt = timestamp(now);
  if (kind === 'Warm') return { kind, pool: detail, assignedAt };
  return { kind, ...(detail !== '' && { coldReason: detail }), assignedAt };
}
