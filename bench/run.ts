import { startStack } from '../services/e2e/runner/stack.ts';
import { coldBoot, memoryPerDesktop, warmCreate } from './desktops.ts';
import { atRest } from './rest.ts';
import { loadPage, type PageFigures } from './pages.ts';
import { printTable, type Row } from './table.ts';

/** `npm run bench`: a stack of its own with real virtual machines, and what a user feels of it. */
const main = async (): Promise<void> => {
  const stack = await startStack('qemu', { CYBERDESK_WEB: 'on' });
  Object.assign(process.env, stack.env);
  try {
    const warm = await warmCreate(10, atRest);
    const burst = await warmCreate(5);
    const cold = await coldBoot(2);
    const memory = await memoryPerDesktop(4);
    const landing = await loadPage('/');
    printTable([...rows({ warm, burst, cold, memory }), ...pageRows(landing)]);
  } finally {
    await stack.stop();
  }
};

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Figures {
  warm: number[];
  burst: number[];
  cold: number[];
  memory: number;
}

const rows = ({ warm, burst, cold, memory }: Figures): Row[] => {
  const p50 = median(warm);
  return [
    { what: 'warm create to first screenshot, p50', value: p50, unit: 's', goal: 1.5 },
    { what: 'warm create to first screenshot, slowest', value: Math.max(...warm), unit: 's' },
    { what: 'the same, one right after the other, p50', value: median(burst), unit: 's' },
    { what: 'cold boot to first screenshot, p50', value: median(cold), unit: 's' },
    { what: 'warm / cold', value: p50 / median(cold), unit: '', goal: 0.03 },
    { what: 'memory of one further desktop', value: memory, unit: 'MB', goal: 250 },
  ];
};

const pageRows = ({
  firstContentfulPaint,
  timeToInteractive,
  scriptKilobytes,
}: PageFigures): Row[] => [
  { what: 'landing page, first contentful paint', value: firstContentfulPaint, unit: 's' },
  { what: 'landing page, time to interactive', value: timeToInteractive, unit: 's' },
  { what: 'landing page, JavaScript as sent', value: scriptKilobytes, unit: 'kB', goal: 200 },
];

await main();
