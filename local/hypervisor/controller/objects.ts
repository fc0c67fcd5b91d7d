import type { KubeObject, ResourceType } from '@cyberdesk/kube/objects';

/** The part of KubeVirt's API that this hypervisor acts on and reports. */

const kubevirt = { group: 'kubevirt.io', version: 'v1' };
export const virtualMachineType: ResourceType = { ...kubevirt, plural: 'virtualmachines' };
export const machineInstanceType: ResourceType = { ...kubevirt, plural: 'virtualmachineinstances' };

/** KubeVirt's own finalizers: we do its work, so we hold them. */
export const vmFinalizer = 'kubevirt.io/virtualMachineControllerFinalize';
export const vmiFinalizer = 'foregroundDeleteVirtualMachine';
export const stopReasonAnnotation = 'cyberdesk.io/stop-reason';
export const nodeName = 'local';

export type RunStrategy = 'Always' | 'RerunOnFailure' | 'Halted' | 'Manual' | 'Once';
export type Phase = 'Pending' | 'Scheduling' | 'Scheduled' | 'Running' | 'Succeeded' | 'Failed';

export interface Condition {
  type: string;
  status: 'True' | 'False';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastProbeTime?: string | null;
}

export interface Probe {
  httpGet?: { path?: string; port?: number | string };
  periodSeconds?: number;
  timeoutSeconds?: number;
  failureThreshold?: number;
}

export interface MachineInstanceSpec {
  domain?: {
    cpu?: { cores?: number; sockets?: number; threads?: number };
    memory?: { guest?: string };
    devices?: object;
    resources?: { requests?: { memory?: string } };
  };
  volumes?: { name: string; cloudInitNoCloud?: { userData?: string; userDataBase64?: string } }[];
  readinessProbe?: Probe;
  terminationGracePeriodSeconds?: number;
}

export interface MachineInstanceStatus {
  phase?: Phase;
  reason?: string;
  nodeName?: string;
  interfaces?: { name?: string; ipAddress?: string; ipAddresses?: string[] }[];
  conditions?: Condition[];
  phaseTransitionTimestamps?: { phase: Phase; phaseTransitionTimestamp: string }[];
}

export interface MachineInstance extends KubeObject {
  spec: MachineInstanceSpec;
  status?: MachineInstanceStatus;
}

export interface StateChangeRequest {
  action: 'Start' | 'Stop';
}

export interface VirtualMachineStatus {
  created?: boolean;
  ready?: boolean;
  printableStatus?: string;
  runStrategy?: RunStrategy;
  conditions?: Condition[];
  stateChangeRequests?: StateChangeRequest[] | null;
  startFailure?: {
    consecutiveFailCount?: number;
    lastFailedVMIUID?: string;
    retryAfterTimestamp?: string;
  } | null;
}

export interface VirtualMachine extends KubeObject {
  spec: {
    runStrategy?: RunStrategy;
    running?: boolean;
    template?: {
      metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
      spec?: MachineInstanceSpec;
    };
  };
  status?: VirtualMachineStatus;
}

export const isFinal = (vmi: MachineInstance): boolean =>
  vmi.status?.phase === 'Succeeded' || vmi.status?.phase === 'Failed';

export const isDeleting = ({ metadata }: KubeObject): boolean =>
  metadata.deletionTimestamp !== undefined;

export const conditionOf = (
  conditions: Condition[] | undefined,
  type: string,
): Condition | undefined => conditions?.find((condition) => condition.type === type);
