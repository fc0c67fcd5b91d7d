import type { KubeClient } from '@cyberdesk/kube/client';
import { fenced } from './cluster.ts';
import { machineActionType } from './constants.ts';
import type { MachineActions } from './context.ts';

/** KubeVirt's subresources, behind the fence like every other write. */
export function machineActions(client: KubeClient, fence: () => void): MachineActions {
  const api = (shard: string) => fenced(client.resource(machineActionType, shard), fence);
  return {
    pause: async (shard, machine) => await api(shard).act(machine, 'pause'),
    unpause: async (shard, machine) => await api(shard).act(machine, 'unpause'),
  };
}
