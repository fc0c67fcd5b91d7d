import { Client } from 'pg';
import { readState } from '../state.ts';
import type { Ports } from '../supervisor/ports.ts';
import { lastSummary, type Summary } from '../supervisor/supervisor.ts';
import { runningSupervisor } from './start.ts';

const PATIENCE_MS = 3_000;

/** Says whether the stack runs and where; `--json` for programs. Exits with 1 when it is not healthy. */
export const status = async (json: boolean): Promise<number> => {
  const summary = runningSupervisor() && lastSummary();
  const failing = summary
    ? await unready(readState<Ports>('ports.json') as Ports, summary.web !== undefined)
    : [];
  const report = summary ? await describe(summary, failing.length === 0) : { healthy: false };
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : text(report, failing));
  return report.healthy ? 0 : 1;
};

type Report = { healthy: boolean } & Partial<
  Omit<Summary, 'driver'> & { accelerator: string; desktops: number }
>;

/** Services that do not say they are ready. */
const unready = async (ports: Ports, servesWeb: boolean): Promise<string[]> => {
  const probes = {
    auth: `${ports.auth}/auth/v1/health`,
    gateway: `${ports.gatewayControl}/ready`,
    operator: `${ports.operator}/ready`,
    api: `${ports.api}/ready`,
    ...(servesWeb ? { web: `${ports.web}/sign-in` } : {}),
  };
  const asked = Object.entries(probes).map(async ([name, path]) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(`http://127.0.0.1:${path}`, { signal }).catch(() => undefined);
    return response?.ok ? [] : [name];
  });
  return (await Promise.all(asked)).flat();
};

const describe = async ({ driver, ...summary }: Summary, healthy: boolean): Promise<Report> => {
  const known = readState<{ accelerator: string }>('hypervisor', 'hypervisor.json');
  const desktops = await countDesktops(summary.database.url);
  return { healthy, ...summary, accelerator: known?.accelerator ?? driver, desktops };
};

const countDesktops = async (url: string): Promise<number> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
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

const text = (report: Report, failing: string[]): string => {
  if (failing.length > 0)
    return `Cyberdesk runs, but these services are not ready: ${failing.join(', ')}. Their logs lie in logs/ of the state.\n`;
  if (!report.healthy) return 'Cyberdesk does not run. `npm start` starts it.\n';
  return `Cyberdesk is healthy: ${report.desktops} desktops, ${report.accelerator}.\nAPI ${report.api?.url}\nGateway ${report.gateway?.publicUrl}\n${report.web ? `Web ${report.web.url}\n` : ''}`;
};
