import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { Viewer } from '../support/rfb.ts';
import { signUp, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

let person: Person;
let desktop: Desktop;

beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ wait: true });
});
afterAll(() => desktop.delete());

const cursor = async (): Promise<string> => {
  const { cursor } = await desktop.display();
  return `${cursor.x},${cursor.y}`;
};

const open = async (role: 'view' | 'control', expiresInSeconds = 300) => {
  const created = await desktop.streams.create({ role, expiresInSeconds });
  return { created, viewer: new Viewer(created.websocketUrl, created.token) };
};

test('a viewer with control moves the pointer and sees the frame change', async () => {
  const { viewer } = await open('control');
  await viewer.handshake();
  expect(await viewer.frame(false)).toBeGreaterThan(0);
  viewer.pointer(200, 300);
  await until('the pointer to move', async () => (await cursor()) === '200,300');
  const update = viewer.frame(true);
  await desktop.run('setsid xfce4-terminal >/dev/null 2>&1 & sleep 0.2', { timeoutSeconds: 30 });
  expect(await update).toBeGreaterThan(0);
  viewer.close();
});

test('what a viewer with role view sends does not reach the server', async () => {
  await desktop.move(50, 60);
  const { viewer } = await open('view');
  await viewer.handshake();
  viewer.pointer(400, 400, 1);
  viewer.key(0x61, true);
  viewer.key(0x61, false);
  // The full frame is answered after the messages above were read, so it proves that they were dropped.
  expect(await viewer.frame(false)).toBeGreaterThan(0);
  expect(await cursor()).toBe('50,60');
  viewer.close();
});

test('a revoked grant cuts open sockets and is refused afterwards', async () => {
  const { created, viewer } = await open('view');
  await viewer.handshake();
  await desktop.streams.revoke(created.stream.id);
  await until('the socket to be cut', () => viewer.ended, { timeoutMs: 5_000, everyMs: 20 });
  const second = new Viewer(created.websocketUrl, created.token);
  await expect(second.handshake()).rejects.toThrow(/401|403/);
});

test('an expired or foreign grant is refused', async () => {
  const { created } = await open('view');
  const tampered = `${created.token.slice(0, -6)}AAAAAA`;
  await expect(new Viewer(created.websocketUrl, tampered).handshake()).rejects.toThrow(/401/);
  await expect(new Viewer(created.websocketUrl, 'none').handshake()).rejects.toThrow(/401/);
  const other = created.websocketUrl.replace(/dsk-[2-7a-z]{34}/, `dsk-${'2'.repeat(34)}`);
  await expect(new Viewer(other, created.token).handshake()).rejects.toThrow(/401|403|404/);
});

test('an open live view ends when its grant expires', async () => {
  const { viewer } = await open('view', 30);
  await viewer.handshake();
  await until('the grant to expire', () => viewer.ended, { timeoutMs: 40_000 });
});
