import type { MachineRequest } from '../driver.ts';
import type { MachineInstance, MachineInstanceSpec } from './objects.ts';

const UNITS: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};
const MIB = 2 ** 20;
const DEFAULT_MEMORY = '2Gi';

/** Bytes of a Kubernetes quantity such as `2048Mi`. */
export function parseQuantity(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text.trim()) ?? [];
  const factor = UNITS[unit];
  if (digits === '' || factor === undefined)
    throw new Error(`"${text}" is no quantity: write it like 2048Mi`);
  return Number(digits) * factor;
}

/** What a driver needs to know of a VMI. The VirtualMachine that owns it owns the disk, so its uid is the id. */
export function machineRequest(vmi: MachineInstance): MachineRequest {
  const { name, namespace = 'default' } = vmi.metadata;
  return {
    id: ownerUid(vmi) ?? vmi.metadata.uid ?? name,
    name,
    namespace,
    vcpus: cpuCount(vmi.spec),
    memoryMiB: Math.ceil(parseQuantity(guestMemory(vmi.spec)) / MIB),
    userData: userData(vmi.spec),
  };
}

function ownerUid({ metadata }: MachineInstance): string | undefined {
  return metadata.ownerReferences?.find(({ kind }) => kind === 'VirtualMachine')?.uid;
}

function guestMemory({ domain }: MachineInstanceSpec): string {
  return domain?.memory?.guest ?? domain?.resources?.requests?.memory ?? DEFAULT_MEMORY;
}

function cpuCount({ domain }: MachineInstanceSpec): number {
  const { cores = 1, sockets = 1, threads = 1 } = domain?.cpu ?? {};
  return cores * sockets * threads;
}

function userData({ volumes = [] }: MachineInstanceSpec): string {
  const source = volumes.find(({ cloudInitNoCloud }) => cloudInitNoCloud)?.cloudInitNoCloud;
  if (source?.userDataBase64) return Buffer.from(source.userDataBase64, 'base64').toString();
  return source?.userData ?? '';
}
