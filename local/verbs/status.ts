import { Client } from 'pg';
import { readState } from '../state.ts';
import { lastSummary, type Summary } from '../supervisor/supervisor.ts';
import { runningSupervisor } from './start.ts';

/** Says whether the stack runs and where; `--json` for programs. Exits with 1 when it is not healthy. */
export const status = async (json: boolean): Promise<number> => {
  const summary = runningSupervisor() && lastSummary();
  const report = summary ? await describe(summary) : { healthy: false };
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : text(report));
  return report.healthy ? 0 : 1;
};

type Report = { healthy: boolean } & Partial<
  Omit<Summary, 'driver'> & { accelerator: string; desktops: number }
>;

const describe = async ({ driver, ...summary }: Summary): Promise<Report> => {
  const ready = await fetch(`${summary.api.url}/ready`).catch(() => undefined);
  const accelerator =
    readState<{ accelerator: string }>('hypervisor', 'hypervisor.json')?.accelerator ?? driver;
  return {
    healthy: ready?.ok === true,
    ...summary,
    accelerator,
    desktops: await countDesktops(summary.database.url),
  };
};

const countDesktops = async (url: string): Promise<number> => {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int from cyberdesk.desktops where state <> 'deleted'",
    );
    return rows[0]?.count ?? 0;
  } catch {
    return 0;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const text = (report: Report): string =>
  report.healthy
    ? `Cyberdesk is healthy: ${report.desktops} desktops, ${report.accelerator}.\nAPI ${report.api?.url}\nGateway ${report.gateway?.publicUrl}\n`
    : 'Cyberdesk does not run. `npm start` starts it.\n';
