import { toResourceName } from '@cyberdesk/kit/ids';
import {
  instanceLabel,
  instanceNamespaceLabel,
  instanceUidLabel,
  organizationLabel,
  policyLabel,
} from '../constants.ts';
import type { VirtualMachine } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';

export interface MachineOptions {
  /** Namespace of the golden DataSources. */
  imagesNamespace: string;
  /** Public keys of the cluster, as the config disk carries them. */
  userData: string;
  /** Desktop CPUs per physical one: what the scheduler sets aside is vcpus divided by it. */
  cpuAllocationRatio: number;
}

/** The port of execd: the only one of a machine that can be reached. */
export const execdPort = 8000;

/**
 * The machine of an instance. Written once, at creation: KubeVirt rewrites volumes at a restore,
 * so afterwards only the run strategy is touched.
 */
export function desiredVirtualMachine(
  instance: Instance,
  namespace: string,
  options: MachineOptions,
): VirtualMachine {
  const { name, uid = '', namespace: owner = '' } = instance.metadata;
  const { organizationId } = instance.spec;
  const labels = {
    [instanceLabel]: name,
    [instanceUidLabel]: uid,
    [instanceNamespaceLabel]: owner,
  };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name,
      namespace,
      labels: { ...labels, [organizationLabel]: toResourceName(organizationId) },
    },
    spec: {
      runStrategy: 'RerunOnFailure',
      dataVolumeTemplates: [rootDisk(instance, options)],
      template: {
        metadata: { labels: { ...labels, [policyLabel]: name } },
        spec: machineSpec(instance, options),
      },
    },
  };
}

function rootDisk({ metadata, spec }: Instance, { imagesNamespace }: MachineOptions) {
  return {
    metadata: { name: `${metadata.name}-root` },
    spec: {
      sourceRef: { kind: 'DataSource', name: spec.template, namespace: imagesNamespace },
      storage: { resources: { requests: { storage: `${spec.resources.diskGiB}Gi` } } },
    },
  };
}

function machineSpec(instance: Instance, options: MachineOptions) {
  const { name } = instance.metadata;
  return {
    evictionStrategy: 'LiveMigrateIfPossible',
    terminationGracePeriodSeconds: 30,
    domain: domain(instance, options),
    networks: [{ name: 'default', pod: {} }],
    volumes: [
      { name: 'root', dataVolume: { name: `${name}-root` } },
      { name: 'config', cloudInitNoCloud: { userData: options.userData } },
    ],
    readinessProbe: {
      httpGet: { port: execdPort, path: '/health' },
      periodSeconds: 1,
      timeoutSeconds: 3,
      failureThreshold: 10,
    },
  };
}

function domain({ metadata, spec }: Instance, { cpuAllocationRatio }: MachineOptions) {
  const { vcpus, memoryMiB } = spec.resources;
  const cpu = `${Math.ceil((vcpus * 1000) / cpuAllocationRatio)}m`;
  const virtio = { bus: 'virtio' };
  return {
    cpu: { cores: vcpus },
    memory: { guest: `${memoryMiB}Mi` },
    resources: { requests: { cpu, memory: `${memoryMiB}Mi` } },
    firmware: { serial: metadata.name },
    devices: {
      disks: [
        { name: 'root', disk: virtio },
        { name: 'config', disk: virtio },
      ],
      interfaces: [
        { name: 'default', masquerade: {}, ports: [{ port: execdPort, protocol: 'TCP' }] },
      ],
      rng: {},
    },
  };
}
