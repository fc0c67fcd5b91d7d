import type { MachineResources } from '@cyberdesk/generated/crd/types.gen';
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

/** What a machine is made of. One of a pool belongs to nobody yet. */
export interface MachineShape {
  name: string;
  namespace: string;
  /** Namespace of our resources: an operator never touches the machines of another one. */
  owner: string;
  template: string;
  resources: MachineResources;
  /** More labels of the machine, which its run gets too. */
  labels: Record<string, string>;
}

/** The machine of an instance that gets a new one. */
export function shapeOf({ metadata, spec }: Instance, namespace: string): MachineShape {
  const { name, uid = '', namespace: owner = '' } = metadata;
  const { template, resources, organizationId } = spec;
  const labels = {
    [instanceLabel]: name,
    [instanceUidLabel]: uid,
    [organizationLabel]: toResourceName(organizationId),
  };
  return { name, namespace, owner, template, resources, labels };
}

/**
 * The machine of an instance or of a pool. Written once, at creation: KubeVirt rewrites volumes at a restore,
 * so afterwards only the run strategy is touched.
 */
export function desiredVirtualMachine(
  shape: MachineShape,
  options: MachineOptions,
): VirtualMachine {
  const { name, namespace, owner } = shape;
  const labels = { ...shape.labels, [instanceNamespaceLabel]: owner };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace, labels },
    spec: {
      runStrategy: 'RerunOnFailure',
      dataVolumeTemplates: [rootDisk(shape, options)],
      template: {
        metadata: { labels: { ...labels, [policyLabel]: name } },
        spec: machineSpec(shape, options),
      },
    },
  };
}

function rootDisk(
  { name, template, resources }: MachineShape,
  { imagesNamespace }: MachineOptions,
) {
  return {
    metadata: { name: `${name}-root` },
    spec: {
      sourceRef: { kind: 'DataSource', name: template, namespace: imagesNamespace },
      storage: { resources: { requests: { storage: `${resources.diskGiB}Gi` } } },
    },
  };
}

function machineSpec(shape: MachineShape, options: MachineOptions) {
  const { name } = shape;
  return {
    evictionStrategy: 'LiveMigrateIfPossible',
    terminationGracePeriodSeconds: 30,
    domain: domain(shape, options),
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

function domain({ name, resources }: MachineShape, { cpuAllocationRatio }: MachineOptions) {
  const { vcpus, memoryMiB } = resources;
  const cpu = `${Math.ceil((vcpus * 1000) / cpuAllocationRatio)}m`;
  const virtio = { bus: 'virtio' };
  return {
    cpu: { cores: vcpus },
    memory: { guest: `${memoryMiB}Mi` },
    resources: { requests: { cpu, memory: `${memoryMiB}Mi` } },
    firmware: { serial: name },
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
