import { silentLogger } from '@cyberdesk/kit/logger';
import { connectKubernetes, type KubeClient } from '@cyberdesk/kube/client';
import { systemClock } from '@cyberdesk/kube/clock';
import type { Resource } from '@cyberdesk/kube/resource';
import { startTestCluster, type TestCluster } from '../../local/cluster/testing.ts';
import {
  accountType,
  instanceType,
  machineInstanceType,
  poolType,
  virtualMachineType,
} from '../src/constants.ts';
import type { VirtualMachine, VirtualMachineInstance } from '../src/kubevirt.ts';
import type { Binding } from '../src/context.ts';
import { type Operator, startOperator } from '../src/operator.ts';
import type { Account, Instance, Pool } from '../src/resources.ts';
import { FakeHypervisor } from './fake-hypervisor.ts';

export const namespace = 'cyberdesk';
export const shard = 'cyberdesk-vms-00';

/** A real apiserver with the real roles, a scripted hypervisor, and operators at will. */
export interface Stack {
  cluster: TestCluster;
  hypervisor: FakeHypervisor;
  instances: Resource<Instance>;
  accounts: Resource<Account>;
  pools: Resource<Pool>;
  vms: Resource<VirtualMachine>;
  vmis: Resource<VirtualMachineInstance>;
  /** When each VMI was bound. */
  bound: Map<string, number>;
  start(identity: string): Operator;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Binds instead of the scripted gateway. */
  bind?: (instance: Instance, uid: string) => Promise<Binding>;
  /** Leaves the machines to another hypervisor. */
  scripted?: boolean;
  /** Writes down what the apiserver was asked for. */
  audit?: boolean;
}

export async function openStack(options: StackOptions = {}): Promise<Stack> {
  const cluster = await startTestCluster({ audit: options.audit === true });
  const clients: KubeClient[] = [];
  const connect = (kubeconfig: string) => {
    const client = connectKubernetes({ kubeconfig, userAgent: 'stack-test' });
    clients.push(client);
    return client;
  };
  const { gateway, hypervisor: hypervisorConfig, operator } = cluster.kubeconfigs;
  const gatewayClient = connect(gateway);
  const hypervisorClient = connect(hypervisorConfig);
  const hypervisor = new FakeHypervisor(hypervisorClient, shard, Date.now);
  const instances = gatewayClient.resource<Instance>(instanceType, namespace);
  const bound = new Map<string, number>();
  const stopTicking = options.scripted === false ? async () => {} : keepTicking(hypervisor);
  const operators: Operator[] = [];
  return {
    cluster,
    hypervisor,
    instances,
    bound,
    pools: gatewayClient.resource<Pool>(poolType, namespace),
    accounts: gatewayClient.resource<Account>(accountType, namespace),
    vms: hypervisorClient.resource<VirtualMachine>(virtualMachineType, shard),
    vmis: hypervisorClient.resource<VirtualMachineInstance>(machineInstanceType, shard),
    start: (identity) => {
      const started = startOperator({
        client: connect(operator),
        namespace,
        shardNamespaces: [shard],
        leaseName: 'cyberdesk-operator',
        identity,
        concurrency: 32,
        log: silentLogger(),
        bind: async (name, uid) => {
          const instance = await instances.get(name);
          return await (options.bind ?? bindOnce(bound))(instance, uid);
        },
        use: async () => await Promise.reject(new Error('nobody answers')),
        machineOptions: async () => ({
          imagesNamespace: 'cyberdesk-images',
          userData: '{"jwks":{"keys":[]}}',
          cpuAllocationRatio: 1,
        }),
      });
      operators.push(started);
      return started;
    },
    stop: async () => {
      for (const each of operators) await each.stop();
      await stopTicking();
      for (const client of clients) await client.close();
      await cluster.stop();
    },
  };
}

/** What gateway and execd do of it: only the machine in the status is bound, and once. */
const bindOnce = (bound: Map<string, number>) => async (instance: Instance, uid: string) => {
  if (instance.status?.machine?.uid !== uid) throw new Error('not the machine in the status');
  const at = bound.get(uid) ?? Date.now();
  bound.set(uid, at);
  return { boundAt: new Date(at).toISOString(), contractVersion: '0.1.0' };
};

function keepTicking(hypervisor: FakeHypervisor): () => Promise<void> {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      // The apiserver restarts in some tests; the hypervisor simply goes on after.
      await hypervisor.tick().catch(() => {});
      await systemClock.delay(50, stopping.signal);
    }
  };
  const done = loop();
  return async () => {
    stopping.abort();
    await done;
  };
}
