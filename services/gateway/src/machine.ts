import type { ExecdClient } from '@cyberdesk/generated/execd/client.gen';
import { Problem } from '@cyberdesk/runtime';
import type { Instance } from './domain/instance.ts';
import { Refusal } from './domain/refusal.ts';
import type { Services } from './services.ts';
import { isConnectable, originOf } from './target.ts';

/** Calls to an instance's machine in the cluster's own name, with a token that does nothing inside the desktop. */
export const machineAt = (services: Services, instance: Instance, origin: string): ExecdClient =>
  services.execd(origin, () => machineToken(services, instance));

const machineToken = ({ tokens }: Services, { name, spec }: Instance): Promise<string> =>
  tokens({
    instance: name,
    role: 'bind',
    organizationId: spec.organizationId,
    scopes: ['machine:bind'],
    actor: { type: 'system', id: 'gateway' },
    principal: 'gateway',
  });

/** A desktop's 401 is about our token, not about the operator's. */
export const rethrow = (error: unknown): never => {
  if (!(error instanceof Problem) || error.status !== 401) throw error;
  throw new Refusal('upstreamFailed', 'The machine does not accept this gateway.', {
    cause: error,
  });
};

/**
 * Tells a machine what its network lets it reach, so that a denied connection is explained to the agent. The wall is the
 * cluster's own policy: nothing waits for this, and nothing depends on it.
 */
export const tellNetwork = (
  { log }: Services,
  { name, spec }: Instance,
  machine: ExecdClient,
): void => {
  machine.putMachineNetwork({ body: spec.network ?? { mode: 'Public' } }).catch((err: unknown) => {
    log.warn({ err, instance: name }, 'the machine was not told of its network');
  });
};

/** The same for a machine that runs already; one that does not is told when it is bound. */
export const tellRunning = (services: Services, instance: Instance): void => {
  const { phase, machine } = instance.status;
  const { address = '', boundAt } = machine ?? {};
  if (phase !== 'Running' || boundAt === undefined || !isConnectable(address)) return;
  const origin = originOf(address, services.execdPort);
  tellNetwork(services, instance, machineAt(services, instance, origin));
};
