import type { InstanceUse } from '@cyberdesk/generated/gateway/types.gen';
import type { InstanceRef } from './domain/change-instance.ts';
import { locate } from './locate.ts';
import { machineAt, rethrow } from './machine.ts';
import type { Services } from './services.ts';
import { targetOf } from './target.ts';

/** When an instance was last used, as its machine tells it. An idle policy's programs count as use. */
export const useOf = async (services: Services, ref: InstanceRef): Promise<InstanceUse> => {
  const instance = await locate(services, ref);
  const { origin } = targetOf(instance, services.execdPort);
  const process = instance.spec.idle?.processes;
  const { lastActiveAt, viewers, runningCommands, processes } = await machineAt(
    services,
    instance,
    origin,
  )
    .getMachineUse({ query: process ? { process } : {} })
    .catch(rethrow);
  return { lastActiveAt, viewers, runningCommands, processes };
};
