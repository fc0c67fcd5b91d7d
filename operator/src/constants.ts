import type { ResourceType } from '@cyberdesk/kube/objects';

export const instanceType: ResourceType = {
  group: 'cyberdesk.io',
  version: 'v1alpha1',
  plural: 'cyberdeskinstances',
};
export const accountType: ResourceType = { ...instanceType, plural: 'cyberdeskaccounts' };
export const virtualMachineType: ResourceType = {
  group: 'kubevirt.io',
  version: 'v1',
  plural: 'virtualmachines',
};
export const machineInstanceType: ResourceType = {
  ...virtualMachineType,
  plural: 'virtualmachineinstances',
};

/** KubeVirt pauses through an API group of its own. */
export const machineActionType: ResourceType = {
  ...machineInstanceType,
  group: 'subresources.kubevirt.io',
};

/** Name of the CyberdeskInstance; on the VirtualMachine and, by its template, on the VMI. */
export const instanceLabel = 'cyberdesk.io/instance';
/** UID of that CyberdeskInstance: a machine left by a namesake is not ours. */
export const instanceUidLabel = 'cyberdesk.io/instance-uid';
/** Namespace of that CyberdeskInstance: an operator never touches the machines of another one. */
export const instanceNamespaceLabel = 'cyberdesk.io/instance-namespace';
/** Resource name of the organization, for cost and quota reports. */
export const organizationLabel = 'cyberdesk.io/organization';
/** On the CyberdeskInstance: the namespace its machine was placed in, written before the machine. */
export const shardLabel = 'cyberdesk.io/shard';
/** Selected by the machine's own network policy. */
export const policyLabel = 'cyberdesk.io/policy';
/** Written by whoever shuts a node down on purpose. */
export const stopReasonAnnotation = 'cyberdesk.io/stop-reason';

/** On the CyberdeskInstance: released when the machine is gone and its counters are booked. */
export const instanceFinalizer = 'cyberdesk.io/instance';
/** On a bound VMI: released when the end of its running interval is written. */
export const meterFinalizer = 'cyberdesk.io/meter';

/** Why an instance is in its phase: `status.reason`, and the reason of each transition. */
export const reasons = {
  startRequested: 'StartRequested',
  started: 'Started',
  guestCrashed: 'GuestCrashed',
  nodeMaintenance: 'NodeMaintenance',
  stopRequested: 'StopRequested',
  deadlineReached: 'DeadlineReached',
  creditsExhausted: 'CreditsExhausted',
  guestShutdown: 'GuestShutdown',
  hostStopped: 'HostStopped',
  deleteRequested: 'DeleteRequested',
  startTimedOut: 'StartTimedOut',
  capacityUnavailable: 'CapacityUnavailable',
  virtualMachineLost: 'VirtualMachineLost',
  virtualMachineRefused: 'VirtualMachineRefused',
  quotaExceeded: 'QuotaExceeded',
  restartRequested: 'RestartRequested',
  pauseRequested: 'PauseRequested',
  resumeRequested: 'ResumeRequested',
  pauseLost: 'PauseLost',
  idleTimeout: 'IdleTimeout',
} as const;

export type Reason = (typeof reasons)[keyof typeof reasons];
