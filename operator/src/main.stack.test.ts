import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair } from '@cyberdesk/kit/tokens';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { instance } from '../test/objects.ts';
import { openStack, type Stack } from '../test/stack.ts';

const name = 'dsk-32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu';
const children: ChildProcess[] = [];
let stack: Stack;
let gatewayUrl: string;
const binds: string[] = [];

/** Stands in for the gateway: answers every bind. */
const gateway = createServer((request, response) => {
  binds.push(request.url ?? '');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ boundAt: new Date().toISOString(), contractVersion: '0.1.0' }));
});

beforeAll(async () => {
  stack = await openStack();
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  gateway.close();
  await stack.stop();
});

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function launch(identity: string): Promise<{ child: ChildProcess; port: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'operator-'));
  const keys = await generateKeyPair('operator-1');
  const save = (file: string, content: unknown) => {
    writeFileSync(join(folder, file), JSON.stringify(content), { mode: 0o600 });
    return join(folder, file);
  };
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KUBECONFIG: stack.cluster.kubeconfigs.operator,
      GATEWAY_URL: gatewayUrl,
      SERVICE_KEY_FILE: save('key.json', keys.privateJwk),
      DESKTOP_JWKS_FILE: save('jwks.json', { keys: [keys.publicJwk] }),
      HEALTH_PORT: String(port),
      IDENTITY: identity,
    },
  });
  children.push(child);
  child.stdout?.resume();
  return { child, port };
}

const ready = async (port: number) =>
  await vi.waitFor(
    async () => expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200),
    { timeout: 20_000, interval: 50 },
  );

test('the process becomes ready within 5 s, provisions, and ends cleanly on SIGTERM', async () => {
  const began = performance.now();
  const { child, port } = await launch('a');
  await ready(port);
  const readyMs = Math.round(performance.now() - began);
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
  console.log(`operator ready after ${readyMs} ms, ${Math.round(rss / 1024)} MiB`);
  expect(readyMs).toBeLessThan(5_000);

  await stack.instances.create(instance(name));
  await vi.waitFor(
    async () => expect((await stack.instances.get(name)).status?.phase).toBe('Running'),
    { timeout: 20_000, interval: 50 },
  );
  expect(binds).toContain(`/instances/${name}/bind`);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test('after a kill -9 the same identity goes on at once with what is left to do', async () => {
  const { child, port } = await launch('b');
  await ready(port);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await stack.instances.delete(name);
  const again = await launch('b');
  const began = performance.now();
  await vi.waitFor(async () => expect(await stack.instances.find(name)).toBeUndefined(), {
    timeout: 30_000,
    interval: 50,
  });
  expect(performance.now() - began).toBeLessThan(15_000);
  again.child.kill('SIGTERM');
});

test('a configuration that cannot work ends the process with the names to set', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env: {} });
  let output = '';
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).not.toBe(0);
  for (const variable of ['GATEWAY_URL', 'SERVICE_KEY_FILE', 'DESKTOP_JWKS_FILE']) {
    expect(output).toContain(variable);
  }
});
