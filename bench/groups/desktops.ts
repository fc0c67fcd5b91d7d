import type { Desktop } from 'cyberdesk';
import { emulators, readProc } from './processes.ts';
import { demoClient, stack } from '../services/e2e/support/stack.ts';

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** Seconds from the create call to the first screenshot's last byte; before each, `ready` is awaited. */
export const warmCreate = async (
  rounds: number,
  ready: () => Promise<void> = () => Promise.resolve(),
): Promise<number[]> => {
  console.log(`warm creates, accelerator ${stack().accelerator}`);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let desktop: Desktop | undefined;
    await ready();
    times.push(
      await seconds(async () => {
        desktop = await demoClient().desktops.create({ wait: true });
        await desktop.screenshot();
      }),
    );
    await desktop?.delete({ wait: true });
    console.log(`  ${times.at(-1)?.toFixed(2)} s`);
  }
  return times;
};

/** Seconds from the start of a stopped desktop, which boots its kernel, to the first screenshot. */
export const coldBoot = async (rounds: number): Promise<number[]> => {
  const desktop = await demoClient().desktops.create({ wait: true });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await desktop.stop({ wait: true });
    times.push(
      await seconds(async () => {
        await desktop.start({ wait: true });
        await desktop.screenshot();
      }),
    );
    console.log(`cold boot ${times.at(-1)?.toFixed(1)} s`);
  }
  await desktop.delete({ wait: true });
  return times;
};

/** Proportional set size, in MB, that each further desktop adds to the QEMU processes. */
export const memoryPerDesktop = async (count: number): Promise<number> => {
  const desktops: Desktop[] = [await demoClient().desktops.create({ wait: true })];
  await desktops[0]?.screenshot();
  const one = residentOfQemu();
  for (let i = 0; i < count; i += 1) {
    const desktop = await demoClient().desktops.create({ wait: true });
    await desktop.screenshot();
    desktops.push(desktop);
  }
  const all = residentOfQemu();
  await Promise.all(desktops.map((desktop) => desktop.delete({ wait: true })));
  return (all - one) / count;
};

const residentOfQemu = (): number =>
  emulators()
    .map((pid) => Number(readProc(pid, 'smaps_rollup').match(/^Pss:\s+(\d+)/m)?.[1] ?? 0))
    .reduce((sum, kilobytes) => sum + kilobytes / 1000, 0);
