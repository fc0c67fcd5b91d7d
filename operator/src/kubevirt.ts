import type { KubeObject, ObjectMeta } from '@cyberdesk/kube/objects';

/** The part of KubeVirt's API (kubevirt.io/v1) that is read or written here. */

export type RunStrategy = 'RerunOnFailure' | 'Halted' | 'Always' | 'Manual' | 'Once';

export interface KubeVirtCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface VirtualMachine extends KubeObject {
  spec: { runStrategy: RunStrategy; dataVolumeTemplates?: unknown[]; template?: unknown };
  status?: {
    /** The strategy that KubeVirt acted on last. */
    runStrategy?: RunStrategy;
    printableStatus?: string;
    created?: boolean;
    ready?: boolean;
    conditions?: KubeVirtCondition[];
  };
}

export type MachineInstancePhase =
  | 'Pending'
  | 'Scheduling'
  | 'Scheduled'
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Unknown';

export interface VirtualMachineInstance extends KubeObject {
  spec?: unknown;
  status?: {
    phase?: MachineInstancePhase;
    nodeName?: string;
    evacuationNodeName?: string;
    interfaces?: { ipAddress?: string }[];
    conditions?: KubeVirtCondition[];
    phaseTransitionTimestamps?: { phase: string; phaseTransitionTimestamp: string }[];
  };
}

/** What the caches keep of a VirtualMachine: 10,000 of them stay in memory. */
export function projectVirtualMachine(object: VirtualMachine): VirtualMachine {
  return {
    metadata: projectMetadata(object.metadata),
    spec: { runStrategy: object.spec.runStrategy },
    status: pick(object.status ?? {}, ['runStrategy', 'printableStatus', 'conditions']),
  };
}

/** What the caches keep of a VirtualMachineInstance. */
export function projectMachineInstance(object: VirtualMachineInstance): VirtualMachineInstance {
  const status = pick(object.status ?? {}, [
    'phase',
    'nodeName',
    'evacuationNodeName',
    'conditions',
    'phaseTransitionTimestamps',
  ]);
  const ipAddress = object.status?.interfaces?.[0]?.ipAddress;
  const interfaces = ipAddress === undefined ? {} : { interfaces: [{ ipAddress }] };
  return { metadata: projectMetadata(object.metadata), status: { ...status, ...interfaces } };
}

/** Drops managedFields and other bulk. */
export function projectMetadata(metadata: ObjectMeta): ObjectMeta {
  const { name } = metadata;
  return { name, ...pick(metadata, metadataNames) };
}

const metadataNames = [
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'labels',
  'annotations',
  'finalizers',
] as const;

/** The named members that are there. */
function pick<T extends object, Name extends keyof T>(
  value: T,
  names: readonly Name[],
): Partial<Pick<T, Name>> {
  const result: Partial<Pick<T, Name>> = {};
  for (const name of names) if (value[name] !== undefined) result[name] = value[name];
  return result;
}
