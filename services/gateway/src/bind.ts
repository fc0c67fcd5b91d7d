import type { InstanceBinding } from '@cyberdesk/generated/gateway/types.gen';
import { type InstanceRef, readInstance } from './domain/change-instance.ts';
import { readEnvironment } from './domain/environment.ts';
import type { Instance } from './domain/instance.ts';
import { Refusal } from './domain/refusal.ts';
import { machineAt, rethrow, tellNetwork } from './machine.ts';
import type { Services } from './services.ts';
import { isConnectable, originOf } from './target.ts';

/**
 * Tells a machine whose it is. The machine is the one in the instance's status as the apiserver has it now; `uid`
 * only proves that the operator speaks of the same one.
 */
export const bindInstance = async (
  services: Services,
  ref: InstanceRef,
  uid: string,
): Promise<InstanceBinding> => {
  const instance = await readInstance(services.cluster, ref);
  const { spec } = instance;
  const env = spec.environmentSecret
    ? await readEnvironment(services.cluster, instance.name)
    : undefined;
  const machine = machineAt(services, instance, addressOf(instance, uid, services.execdPort));
  const { display, locale = 'en-US', timeZone = 'Etc/UTC', keyboardLayout = 'us' } = spec;
  const time = new Date().toISOString();
  const restoreCount = instance.status.observedRestoreCount;
  const body = { instanceId: instance.name, time, display, locale, timeZone, keyboardLayout };
  const { boundAt, contractVersion } = await machine
    .bindMachine({ body: { ...body, ...(restoreCount && { restoreCount }), ...(env && { env }) } })
    .catch(rethrow);
  if (spec.network) tellNetwork(services, instance, machine);
  return { boundAt, contractVersion };
};

const addressOf = ({ status }: Instance, uid: string, port: number): string => {
  const { uid: known, address = '' } = status.machine ?? {};
  if (known === undefined || known !== uid)
    throw new Refusal('conflict', 'The status of the instance names another machine.');
  if (!isConnectable(address))
    throw new Refusal('unavailable', 'The machine has no address yet.', { retryAfterSeconds: 1 });
  return originOf(address, port);
};
