import type { ResourceType } from '@cyberdesk/kube/objects';

export const instanceType: ResourceType = {
  group: 'cyberdesk.io',
  version: 'v1alpha1',
  plural: 'cyberdeskinstances',
};
export const accountType: ResourceType = { ...instanceType, plural: 'cyberdeskaccounts' };
export const poolType: ResourceType = { ...instanceType, plural: 'cyberdeskpools' };
export const snapshotType: ResourceType = { ...instanceType, plural: 'cyberdesksnapshots' };
export const virtualMachineType: ResourceType = {
  group: 'kubevirt.io',
  version: 'v1',
  plural: 'virtualmachines',
};
export const machineInstanceType: ResourceType = {
  ...virtualMachineType,
  plural: 'virtualmachineinstances',
};

export const virtualMachineSnapshotType: ResourceType = {
  group: 'snapshot.kubevirt.io',
  version: 'v1beta1',
  plural: 'virtualmachinesnapshots',
};
export const virtualMachineRestoreType: ResourceType = {
  ...virtualMachineSnapshotType,
  plural: 'virtualmachinerestores',
};
export const networkPolicyType: ResourceType = {
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'networkpolicies',
};
export const dataSourceType: ResourceType = {
  group: 'cdi.kubevirt.io',
  version: 'v1beta1',
  plural: 'datasources',
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
/** On a VirtualMachine that nobody claimed yet: its pool. A claim takes it away. */
export const poolLabel = 'cyberdesk.io/pool';
/** Hash of everything that a pool's machine was made from. */
export const templateHashLabel = 'cyberdesk.io/template-hash';
/** On objects of snapshot.kubevirt.io: the CyberdeskSnapshot they were made for. */
export const snapshotLabel = 'cyberdesk.io/snapshot';
/** On the CyberdeskInstance: the machine that was chosen for it, written before it is touched. */
export const machineAnnotation = 'cyberdesk.io/machine';
/** Beside it: `Warm/<pool>` or `Cold/<why>`. */
export const provisioningAnnotation = 'cyberdesk.io/provisioning';
/** On a VirtualMachine of a pool: when it was claimed. */
export const claimedAtAnnotation = 'cyberdesk.io/claimed-at';
/** On a NetworkPolicy: the hash of its rules. */
export const policyHashAnnotation = 'cyberdesk.io/policy-hash';
/** Selected by the machine's own network policy. */
export const policyLabel = 'cyberdesk.io/policy';
/** Written by whoever shuts a node down on purpose. */
export const stopReasonAnnotation = 'cyberdesk.io/stop-reason';

/** On the CyberdeskInstance: released when the machine is gone and its counters are booked. */
export const instanceFinalizer = 'cyberdesk.io/instance';
/** On the CyberdeskSnapshot: released when KubeVirt's snapshot is gone. */
export const snapshotFinalizer = 'cyberdesk.io/snapshot';
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
