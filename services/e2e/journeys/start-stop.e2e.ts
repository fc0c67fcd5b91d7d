import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { processesOf, read } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { readStatus, stackEnvironment, verb } from '../runner/stack.ts';

/** The README's verbs on a stack of their own, with the process driver. */
const env = {
  ...stackEnvironment('process'),
  CYBERDESK_STATE: join(import.meta.dirname, '../../../.cyberdesk-test-verbs'),
};
const state = env['CYBERDESK_STATE'] as string;
const status = () =>
  JSON.parse(readStatus(env)) as { healthy: boolean; api: { url: string; key: string } };
const api = (path: string, init: RequestInit = {}) => {
  const { url, key } = status().api;
  return fetch(new URL(path, url), {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });
};

afterAll(() => verb('reset', env));

test('the first start ends healthy', async () => {
  await verb('reset', env);
  expect(await verb('start', env, ['--detach'])).toBe(0);
  expect(status().healthy).toBe(true);
});

test('a second start beside a running one changes nothing and says so', async () => {
  const before = status().api.url;
  expect(await verb('start', env, ['--detach'])).toBe(0);
  expect(status().api.url).toBe(before);
});

test('stop leaves no process and no socket', async () => {
  expect(await verb('stop', env)).toBe(0);
  await until('all processes to end', () => processesOf(state).length === 0, { timeoutMs: 15_000 });
  expect(sockets(state)).toEqual([]);
});

test('the second start takes under 30 seconds', async () => {
  const begun = Date.now();
  expect(await verb('start', env, ['--detach'])).toBe(0);
  expect((Date.now() - begun) / 1000).toBeLessThan(30);
});

test('after kill -9 of the supervisor a start recovers with the same data', async () => {
  const created = (await (
    await api('/v1/desktops?waitSeconds=45', { method: 'POST', body: '{"name":"survivor"}' })
  ).json()) as { id: string };
  const supervisor = processesOf(state).filter((pid) => isSupervisor(pid));
  expect(supervisor).toHaveLength(1);
  process.kill(supervisor[0] as number, 'SIGKILL');
  expect(await verb('start', env, ['--detach'])).toBe(0);
  const found = await until('the desktop', async () => {
    const response = await api(`/v1/desktops/${created.id}`);
    return response.ok && ((await response.json()) as { name: string });
  });
  expect(found.name).toBe('survivor');
  expect(processesOf(state).filter((pid) => isSupervisor(pid))).toHaveLength(1);
});

test('reset removes the state', async () => {
  expect(await verb('reset', env)).toBe(0);
  expect(processesOf(state)).toEqual([]);
  expect(existsSync(join(state, 'keys'))).toBe(false);
});

const isSupervisor = (pid: number): boolean => read(pid, 'cmdline').includes('local/main.ts');

const sockets = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isSocket())
        .map((entry) => entry.name)
    : [];
