import { withCleanup } from '../support/cleanup.ts';
import { startExecd, type Execd } from '../support/execd.ts';
import { expectStatus } from '../support/http.ts';
import { peakOf, resetPeak } from '../support/processes.ts';
import type { Row } from '../table.ts';

/** What one command may cost in execd, however much it prints. */
const MOST_MB = 32;

const cases = [
  { what: '`yes` for 30 s', command: ['yes'], timeoutSeconds: 30 },
  { what: '100 MB of errors', command: 'yes | head -c 104857600 >&2', timeoutSeconds: 60 },
];

interface Command {
  id: string;
  state: string;
  stdoutBytes: number;
  stderrBytes: number;
}

/** Memory that execd needs for a command which prints more than anybody reads. */
export const endless = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    const execd = await startExecd(cleanup, { width: 1280, height: 800 });
    // What a first command loads is not what a command costs.
    await run(execd, { command: 'yes | head -c 104857600', timeoutSeconds: 60 });
    const rows: Row[] = [];
    for (const { what, ...request } of cases) {
      const before = resetPeak(execd.pid);
      const { stdoutBytes, stderrBytes } = await run(execd, request);
      const value = peakOf(execd.pid) - before;
      const printed = (stdoutBytes + stderrBytes) / 1_000_000;
      rows.push(
        { what: `${what}, printed`, value: printed, unit: 'MB' },
        { what: `${what}, memory in execd at most`, value, unit: 'MB', atMost: MOST_MB },
      );
    }
    return rows;
  });

const run = async (execd: Execd, request: object): Promise<Command> => {
  const json = { ...request, background: true };
  const started = expectStatus(await execd.call('/commands', { json }), 200, 201);
  const { id } = JSON.parse(started.body.toString()) as Command;
  for (;;) {
    const answer = await execd.call(`/commands/${id}?waitSeconds=20`);
    const command = JSON.parse(expectStatus(answer, 200).body.toString()) as Command;
    if (command.state === 'running') continue;
    expectStatus(await execd.call(`/commands/${id}`, { method: 'DELETE' }), 204);
    return command;
  }
};
