import { afterEach, expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { type HealthServer, startHealthServer } from './server.ts';

let server: HealthServer | undefined;
afterEach(async () => await server?.close());

async function ask(path: string, checks: Record<string, string> = { caches: 'ok' }) {
  const metrics = createMetrics();
  metrics.onPass('instance', 0.02, 'done');
  server = await startHealthServer({
    host: '127.0.0.1',
    port: 0,
    registry: metrics.registry,
    build: 'test',
    checks: async () => checks,
  });
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return { status: response.status, text: await response.text() };
}

test('is alive whatever its dependencies do', async () => {
  expect(await ask('/health', { apiserver: 'unreachable' })).toEqual({
    status: 200,
    text: '{"status":"ok"}',
  });
});

test('is ready when every check is ok', async () => {
  expect((await ask('/ready')).status).toBe(200);
});

test('says what is missing when it is not ready', async () => {
  const { status, text } = await ask('/ready', { apiserver: 'unreachable', caches: 'ok' });
  expect(status).toBe(503);
  expect(JSON.parse(text)).toEqual({
    ready: false,
    checks: { apiserver: 'unreachable', caches: 'ok' },
  });
});

test('tells its passes to Prometheus', async () => {
  const { text } = await ask('/metrics');
  expect(text).toContain(
    'cyberdesk_operator_reconcile_seconds_count{kind="instance",result="done"} 1',
  );
});

test('serves nothing else', async () => {
  expect((await ask('/instances')).status).toBe(404);
});
