import type { KubeClient } from './client.ts';
import { leaseType, type Lease, type Secret, secretType } from './objects.ts';
import { createResource } from './resource.ts';
import type { Transport } from './transport.ts';

/** The client over any transport: the network's, or a cluster in memory in tests. */
export function clientOn(transport: Transport): KubeClient {
  return {
    resource: (type, namespace) => createResource(transport, type, namespace),
    secrets: (namespace) => createResource<Secret>(transport, secretType, namespace),
    leases: (namespace) => createResource<Lease>(transport, leaseType, namespace),
    reachable: async (signal) =>
      await transport.json({ method: 'GET', path: '/version', ...(signal && { signal }) }).then(
        () => true,
        () => false,
      ),
    close: transport.close,
  };
}
