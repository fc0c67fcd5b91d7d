import type { AccountLimits } from '@cyberdesk/generated/crd/types.gen';
import type { Account, Instance } from '../src/resources.ts';

export const organizationId = 'org_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu';

/** A valid instance as the gateway creates it. */
export const instance = (name: string, spec: Partial<Instance['spec']> = {}): Instance => ({
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskInstance',
  metadata: { name },
  spec: {
    organizationId,
    template: 'desktop-base',
    resources: { vcpus: 2, memoryMiB: 2048, diskGiB: 16 },
    display: { width: 1280, height: 800 },
    desiredState: 'Running',
    startCount: 1,
    ratePerSecond: 10,
    ...spec,
  },
});

export const account = (creditUnits?: number, limits?: AccountLimits): Account => ({
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskAccount',
  metadata: { name: organizationId.replace('_', '-') },
  spec: {
    organizationId,
    ...(creditUnits !== undefined && { creditUnits }),
    ...(limits !== undefined && { limits }),
  },
});
