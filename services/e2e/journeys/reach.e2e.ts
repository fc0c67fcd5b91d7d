import { once } from 'node:events';
import { request } from 'node:http';
import type { Desktop } from 'cyberdesk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { signUp, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** What listens and runs inside a desktop is reached from outside: previews, links, terminals, ports, its browser. */
let person: Person;
let desktop: Desktop;
const SITE = '/tmp/site';
beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ wait: true });
  await desktop.run(`mkdir -p ${SITE} && echo '<h1>inside</h1>' > ${SITE}/index.html`);
  const { commands } = person.client.resources;
  const server = ['python3', '-m', 'http.server', '4321', '--bind', '127.0.0.1', '-d', SITE];
  await commands.run(desktop.id, { command: server, background: true });
  const asks = ['curl', '-sf', 'http://127.0.0.1:4321/'];
  await until('the site inside', async () => (await desktop.run(asks)).exitCode === 0);
});
afterAll(() => desktop.delete());

/** A request to a host name of the gateway's: every name below localhost is this machine. */
const visit = async (
  url: string,
  headers: Record<string, string> = {},
): Promise<[number, string]> => {
  const { host, hostname, port, pathname } = new URL(url);
  expect(hostname).toMatch(/\.localhost$/);
  const asked = request({ host: '127.0.0.1', port, path: pathname, headers: { ...headers, host } });
  asked.end();
  const [reply] = (await once(asked, 'response')) as [
    NodeJS.ReadableStream & { statusCode: number },
  ];
  let body = '';
  for await (const chunk of reply) body += String(chunk);
  return [reply.statusCode, body];
};

test('a private preview opens by its token alone, and not after it was revoked', async () => {
  const { previews } = person.client.resources;
  const { preview, token } = await previews.create(desktop.id, { port: 4321 });
  expect((await visit(preview.url))[0]).toBe(401);
  const headers = { 'cyberdesk-preview-token': token };
  expect(await visit(preview.url, headers)).toEqual([200, '<h1>inside</h1>\n']);
  await previews.revoke(desktop.id, preview.id);
  await until('it to be gone', async () => (await visit(preview.url, headers))[0] === 404);
});

test('a public preview opens for everybody; a port where nobody listens says so', async () => {
  const { previews } = person.client.resources;
  const open = await previews.create(desktop.id, { port: 4321, public: true });
  expect((await visit(open.preview.url))[0]).toBe(200);
  const nobody = await previews.create(desktop.id, { port: 4999, public: true });
  const [status, body] = await visit(nobody.preview.url);
  expect([status, JSON.parse(body)]).toMatchObject([502, { code: 'portRefused' }]);
});

test('a signed link reads its one file, another one writes it', async () => {
  const { files } = person.client.resources;
  const path = '/tmp/linked ü.txt';
  const put = await files.createLink(desktop.id, { path, method: 'PUT' });
  const headers = { 'content-type': 'application/octet-stream' };
  expect((await fetch(put.signedUrl, { method: 'PUT', headers, body: 'by link' })).status).toBe(
    200,
  );
  const get = await files.createLink(desktop.id, { path });
  const reply = await fetch(get.signedUrl);
  expect([reply.status, await reply.text()]).toEqual([200, 'by link']);
  expect((await fetch(get.signedUrl, { method: 'PUT', headers, body: 'x' })).status).toBe(403);
});

test('a terminal is attached to, typed into and left', async () => {
  const { commands, desktops } = person.client.resources;
  const pty = { columns: 80, rows: 24 };
  const { id } = await commands.run(desktop.id, { command: ['sh'], background: true, pty });
  const { endpoints, token } = await desktops.connect(desktop.id, { timeoutSeconds: 3600 });
  const url = `${endpoints.baseUrl.replace('http', 'ws')}/commands/${id}/attach`;
  const socket = new WebSocket(url, ['binary', `cyberdesk.grant.${token}`]);
  let seen = '';
  socket.on(
    'message',
    (data: Buffer, isBinary: boolean) => (seen += isBinary ? data.toString() : ''),
  );
  await once(socket, 'open');
  socket.send(Buffer.from('echo $((6*7)); exit 5\n'));
  await once(socket, 'close');
  expect(seen).toContain('42');
  expect((await commands.get(desktop.id, id)).exitCode).toBe(5);
});

test('a port is a connection, and execd is not reached through itself', async () => {
  const { endpoints, token } = await person.client.resources.desktops.connect(desktop.id, {
    timeoutSeconds: 3600,
  });
  const open = (port: number): WebSocket =>
    new WebSocket(`${endpoints.baseUrl.replace('http', 'ws')}/ports/${port}/connect`, [
      'binary',
      `cyberdesk.grant.${token}`,
    ]);
  const socket = open(4321);
  await once(socket, 'open');
  socket.send(Buffer.from('GET / HTTP/1.0\r\n\r\n'));
  const [data] = (await once(socket, 'message')) as [Buffer];
  expect(data.toString()).toMatch(/^HTTP\/1\.0 200/);
  socket.terminate();
  const refused = open(8000);
  refused.on('error', () => undefined);
  const [, response] = (await once(refused, 'unexpected-response')) as [
    unknown,
    { statusCode: number },
  ];
  expect(response.statusCode).toBe(502);
});
