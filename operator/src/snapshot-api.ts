import type { KubeObject } from '@cyberdesk/kube/objects';
import type { KubeVirtCondition } from './kubevirt.ts';

/** The part of KubeVirt's snapshot API (snapshot.kubevirt.io/v1beta1) that is read or written here. */

export interface MachineSnapshot extends KubeObject {
  spec: {
    source: { apiGroup: string; kind: string; name: string };
    deletionPolicy?: 'Delete' | 'Retain';
    failureDeadline?: string;
  };
  status?: {
    phase?: 'Unset' | 'InProgress' | 'Succeeded' | 'Failed' | 'Deleting' | 'Unknown';
    readyToUse?: boolean;
    creationTime?: string;
    sourceUID?: string;
    virtualMachineSnapshotContentName?: string;
    indications?: string[];
    snapshotVolumes?: { includedVolumes?: string[]; excludedVolumes?: string[] };
    error?: { message?: string; time?: string };
    conditions?: KubeVirtCondition[];
  };
}

export interface MachineRestore extends KubeObject {
  spec: {
    target: { apiGroup: string; kind: string; name: string };
    virtualMachineSnapshotName: string;
    targetReadinessPolicy?: 'StopTarget' | 'WaitGracePeriod' | 'FailImmediate' | 'WaitEventually';
    volumeRestorePolicy?: 'RandomizeNames' | 'InPlace' | 'PrefixTargetName';
    /** JSON patches, each as text, of the VirtualMachine that a restore makes. */
    patches?: string[];
  };
  status?: {
    complete?: boolean;
    restoreTime?: string;
    conditions?: KubeVirtCondition[];
  };
}
