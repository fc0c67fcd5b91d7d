import type { KubeObject, ObjectMeta } from '@cyberdesk/kube/objects';

/** The part of KubeVirt's API (kubevirt.io/v1) that is read or written here. */

export type RunStrategy = 'RerunOnFailure' | 'Halted' | 'Always' | 'Manual' | 'Once';

export interface KubeVirtCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

export interface VirtualMachine extends KubeObject {
  spec: { runStrategy: RunStrategy; dataVolumeTemplates?: unknown[]; template?: unknown };
  status?: {
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
  const { runStrategy } = object.spec;
  const { printableStatus, conditions } = object.status ?? {};
  const status = { ...(printableStatus && { printableStatus }), ...(conditions && { conditions }) };
  return { metadata: projectMetadata(object.metadata), spec: { runStrategy }, status };
}

/** What the caches keep of a VirtualMachineInstance. */
export function projectMachineInstance(object: VirtualMachineInstance): VirtualMachineInstance {
  const { phase, nodeName, evacuationNodeName, interfaces, conditions } = object.status ?? {};
  const times = object.status?.phaseTransitionTimestamps;
  const address = interfaces?.[0]?.ipAddress;
  const status: NonNullable<VirtualMachineInstance['status']> = {
    ...(phase && { phase }),
    ...(nodeName && { nodeName }),
    ...(evacuationNodeName && { evacuationNodeName }),
    ...(address && { interfaces: [{ ipAddress: address }] }),
    ...(conditions && { conditions }),
    ...(times && { phaseTransitionTimestamps: times }),
  };
  return { metadata: projectMetadata(object.metadata), status };
}

/** Drops managedFields and other bulk. */
export function projectMetadata(metadata: ObjectMeta): ObjectMeta {
  const { name, namespace, uid, resourceVersion, generation, creationTimestamp } = metadata;
  const { deletionTimestamp, labels, annotations, finalizers } = metadata;
  return {
    name,
    ...(namespace && { namespace }),
    ...(uid && { uid }),
    ...(resourceVersion && { resourceVersion }),
    ...(generation !== undefined && { generation }),
    ...(creationTimestamp && { creationTimestamp }),
    ...(deletionTimestamp && { deletionTimestamp }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(finalizers && { finalizers }),
  };
}
