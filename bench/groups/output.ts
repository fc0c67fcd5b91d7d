import { join } from 'node:path';
import { readEvents } from '@cyberdesk/runtime';
import { withCleanup } from '../support/cleanup.ts';
import { startExecd, type Execd } from '../support/execd.ts';
import { expectStatus, send } from '../support/http.ts';
import { cpuWithChildren, peakOf, resetPeak } from '../support/processes.ts';
import { nodeScript, startProgram } from '../support/program.ts';
import { interleave } from '../support/rounds.ts';
import { median } from '../support/numbers.ts';
import { ratio, type Row } from '../table.ts';

const BYTES = 10 * 1024 * 1024;
const MEGABYTES = BYTES / 1_000_000;
const command = `yes 'a line of output as a compiler or a test writes it, sixty bytes' | head -c ${BYTES}`;

/** One side: it has the whole output in its hands at the end. */
interface Source {
  name: string;
  pid: number;
  read: () => Promise<number>;
}

/** 10 MB of standard output, streamed by execd or buffered and sent as one document. */
export const output = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    const execd = await startExecd(cleanup, { width: 1280, height: 800 });
    const script = join(import.meta.dirname, '../peers/buffered-exec.ts');
    const buffered = startProgram(nodeScript(script), { NODE_ENV: 'production' });
    cleanup.add(buffered.stop);
    const { port } = await buffered.announcement<{ port: number }>();
    const ours: Source = { name: 'streamed', pid: execd.pid, read: () => stream(execd) };
    const peer: Source = { name: 'buffered', pid: buffered.pid, read: () => wait(port) };
    return compare([ours, peer]);
  });

/** An event of a command's stream, as the contract has it. */
interface CommandEvent {
  type: string;
  text?: string;
  data?: string;
}

/** Reads the output while the command runs. */
const stream = async (execd: Execd): Promise<number> => {
  const json = { command, background: true };
  const { body } = expectStatus(await execd.call('/commands', { json }), 200, 201);
  const { id } = JSON.parse(body.toString()) as { id: string };
  let length = 0;
  const path = `${execd.url}/commands/${id}/output`;
  const response = await fetch(path, { headers: await execd.headers() });
  if (!response.ok || !response.body) throw new Error(`${path}: ${await response.text()}`);
  for await (const { data } of readEvents<CommandEvent>(response.body)) {
    length += data.text?.length ?? Buffer.from(data.data ?? '', 'base64').length;
    if (data.type === 'gap') throw new Error('output was left out');
    if (data.type === 'end') break;
  }
  expectStatus(await execd.call(`/commands/${id}`, { method: 'DELETE' }), 204);
  return length;
};

const wait = async (port: number): Promise<number> => {
  const answer = await send(`http://127.0.0.1:${port}/`, { json: { command } });
  return (JSON.parse(expectStatus(answer, 200).body.toString()) as { stdout: string }).stdout
    .length;
};

const compare = async (sources: Source[]): Promise<Row[]> => {
  const growths = sources.map((): number[] => []);
  const sides = sources.map(({ name, pid, read }, index) => {
    let before = 0;
    return {
      name,
      before: () => Promise.resolve(void (before = resetPeak(pid))),
      operation: async () => {
        const length = await read();
        if (length !== BYTES) throw new Error(`${name}: ${length} of ${BYTES} bytes arrived`);
        growths[index]?.push(peakOf(pid) - before);
      },
      cpu: () => cpuWithChildren(pid),
    };
  });
  const measured = await interleave(sides, { rounds: 5, operations: 3 });
  const rates = measured.map(({ p50 }) => (MEGABYTES * 1000) / p50);
  // The first was the warm-up, in which the heap itself grows.
  const memory = growths.map(([, ...growth]) => Math.max(...growth));
  return [
    ...sources.flatMap(({ name }, index) => [
      { what: `10 MB of output, ${name}`, value: rates[index] ?? 0, unit: 'MB/s' },
      { what: `10 MB of output, ${name}, CPU`, value: measured[index]?.cpu ?? 0, unit: 'ms' },
      { what: `10 MB of output, ${name}, memory at most`, value: memory[index] ?? 0, unit: 'MB' },
      {
        what: `10 MB of output, ${name}, memory, median`,
        value: median(growths[index] ?? []),
        unit: 'MB',
      },
    ]),
    ratio('output throughput, streamed / buffered', rates[0], rates[1], { atLeast: 3 }),
    ratio('output memory, streamed / buffered', memory[0], memory[1], { atMost: 0.3 }),
  ];
};
