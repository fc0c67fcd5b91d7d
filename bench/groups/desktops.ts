import type { Desktop } from 'cyberdesk';
import { demoClient, stack } from '../../services/e2e/support/stack.ts';
import { withCleanup } from '../support/cleanup.ts';
import { median } from '../support/numbers.ts';
import { emulators, memoryOf } from '../support/processes.ts';
import { atRest } from '../support/rest.ts';
import { startOwnStack } from '../support/stack.ts';
import type { Row } from '../table.ts';
import { imageRows } from './image.ts';

/** Real virtual machines on a stack of their own: how long a user waits for one, and what it holds. */
export const desktops = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    await startOwnStack(cleanup, 'qemu');
    const warm = await warmCreate(10, atRest);
    const burst = await warmCreate(5);
    const cold = await coldBoot(2);
    const memory = await memoryPerDesktop(4);
    return [...rows({ warm, burst, cold, memory }), ...(await imageRows())];
  });

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** Seconds from the create call to the first screenshot's last byte; before each, `ready` is awaited. */
const warmCreate = async (
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
const coldBoot = async (rounds: number): Promise<number[]> => {
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
const memoryPerDesktop = async (count: number): Promise<number> => {
  const made: Desktop[] = [await demoClient().desktops.create({ wait: true })];
  await made[0]?.screenshot();
  const one = memoryOf(...emulators());
  for (let i = 0; i < count; i += 1) {
    const desktop = await demoClient().desktops.create({ wait: true });
    await desktop.screenshot();
    made.push(desktop);
  }
  const all = memoryOf(...emulators());
  await Promise.all(made.map((desktop) => desktop.delete({ wait: true })));
  return (all - one) / count;
};

interface Figures {
  warm: number[];
  burst: number[];
  cold: number[];
  memory: number;
}

const rows = ({ warm, burst, cold, memory }: Figures): Row[] => {
  const p50 = median(warm);
  return [
    { what: 'warm create to first screenshot, p50', value: p50, unit: 's', atMost: 1.5 },
    { what: 'warm create to first screenshot, slowest', value: Math.max(...warm), unit: 's' },
    { what: 'the same, one right after the other, p50', value: median(burst), unit: 's' },
    { what: 'cold boot to first screenshot, p50', value: median(cold), unit: 's' },
    { what: 'warm / cold', value: p50 / median(cold), unit: 'x', atMost: 0.03 },
    { what: 'memory of one further desktop', value: memory, unit: 'MB', atMost: 250 },
  ];
};
