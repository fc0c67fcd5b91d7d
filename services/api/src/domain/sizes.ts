/** A size of desktop as it is sold. */
export interface SizeDefinition {
  id: string;
  vcpus: number;
  memoryMiB: number;
  diskGiB: number;
  ratePerHourMicros: number;
}

/** Currency of every price. */
export const CURRENCY = 'USD';

/** Sizes, smallest first. */
export const sizes: readonly SizeDefinition[] = [
  { id: 'small', vcpus: 2, memoryMiB: 2_048, diskGiB: 16, ratePerHourMicros: 60_000 },
  { id: 'medium', vcpus: 4, memoryMiB: 8_192, diskGiB: 32, ratePerHourMicros: 180_000 },
  { id: 'large', vcpus: 8, memoryMiB: 16_384, diskGiB: 64, ratePerHourMicros: 360_000 },
  { id: 'xlarge', vcpus: 16, memoryMiB: 32_768, diskGiB: 128, ratePerHourMicros: 720_000 },
];

/** The largest machine that the cluster makes. */
export interface MachineLimit {
  vcpus: number;
  memoryMiB: number;
}

/** True when the cluster has machines that are large enough. */
export const fits = (size: SizeDefinition, limit: MachineLimit): boolean =>
  size.vcpus <= limit.vcpus && size.memoryMiB <= limit.memoryMiB;
