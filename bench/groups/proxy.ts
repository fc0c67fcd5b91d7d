import autocannon from 'autocannon';
import { startHttpProxy } from '../peers/http-proxy.ts';
import { startNginx } from '../peers/nginx.ts';
import { withCleanup } from '../support/cleanup.ts';
import { INSTANCE } from '../support/execd.ts';
import { median } from '../support/numbers.ts';
import { cpuOf } from '../support/processes.ts';
import { startRelay } from '../support/upstream.ts';
import { ratio, type Row } from '../table.ts';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;

interface Proxy {
  name: string;
  url: string;
  pids: number[];
  headers: () => Promise<Record<string, string>>;
}

interface Figures {
  rate: number;
  cpu: number;
}

/** What a request costs that only passes through: 1 KB of JSON on 32 connections, the proxy on one core. */
export const proxy = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    const { upstream, gateway } = await startRelay(cleanup);
    const nginx = await startNginx(cleanup, upstream.http);
    const httpProxy = await startHttpProxy(cleanup, upstream.http);
    const authorized = async () => ({ authorization: `Bearer ${await gateway.token()}` });
    const path = `/instances/${INSTANCE}/display`;
    const at = (port: number): string => `http://127.0.0.1:${port}${path}`;
    const results = await compare([
      { name: 'gateway', url: at(gateway.controlPort), pids: [gateway.pid], headers: authorized },
      { name: 'nginx', url: at(nginx.port), pids: nginx.pids, headers: authorized },
      { name: 'http-proxy', url: at(httpProxy.port), pids: httpProxy.pids, headers: authorized },
    ]);
    return rows(results);
  });

const compare = async (proxies: Proxy[]): Promise<Map<string, Figures>> => {
  const rounds = new Map(proxies.map(({ name }) => [name, [] as Figures[]]));
  for (const proxy of proxies) await load(proxy);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const proxy of proxies) rounds.get(proxy.name)?.push(await load(proxy));
  return new Map(
    [...rounds].map(([name, figures]) => [
      name,
      {
        rate: median(figures.map(({ rate }) => rate)),
        cpu: median(figures.map(({ cpu }) => cpu)),
      },
    ]),
  );
};

/** Requests a second, and the proxy's own processor time for one, in µs. */
const load = async ({ name, url, pids, headers }: Proxy): Promise<Figures> => {
  const before = cpuOf(...pids);
  const options = { url, connections: CONNECTIONS, duration: SECONDS, headers: await headers() };
  const result = await autocannon(options);
  const { total, average } = result.requests;
  if (result.non2xx > 0 || result.errors > 0 || total === 0)
    throw new Error(`${name}: ${result.non2xx} answers were no success, ${result.errors} errors`);
  return { rate: average, cpu: ((cpuOf(...pids) - before) * 1000) / total };
};

/** What a side does besides passing on. */
const duties: Record<string, string> = {
  gateway: ', with authentication',
  'http-proxy': ', no log',
};

const rows = (results: Map<string, Figures>): Row[] => {
  const cpu = (name: string): number | undefined => results.get(name)?.cpu;
  const absolute = [...results].flatMap(([name, { rate, cpu }]) => [
    { what: `${name}, requests`, value: rate, unit: 'per s' },
    { what: `${name}, CPU per request${duties[name] ?? ''}`, value: cpu, unit: 'µs' },
  ]);
  return [
    ...absolute,
    ratio('gateway CPU / nginx', cpu('gateway'), cpu('nginx'), { atMost: 2.2 }),
    ratio('gateway CPU / http-proxy', cpu('gateway'), cpu('http-proxy'), { atMost: 0.5 }),
  ];
};
