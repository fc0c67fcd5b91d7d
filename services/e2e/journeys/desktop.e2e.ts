import { randomBytes, createHash } from 'node:crypto';
import { writeFileSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { colours, hasPanel, pixels } from '../support/screen.ts';
import { machinesOf } from '../support/machines.ts';
import { driver, signUp, stateFolder, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** The whole life of one desktop through the public API, in order; each test builds on the one before. */
const typed = `Ünïcode 日本語 Привет 😀 it's "quoted" -x`;
let person: Person;
let desktop: Desktop;

beforeAll(async () => {
  person = await signUp();
});
afterAll(() => desktop?.delete().catch(() => undefined));

test('create waits until the desktop runs', async () => {
  desktop = await person.client.desktops.create({ name: 'journey', wait: true });
  expect(desktop.state).toBe('running');
});

test('the screenshot shows a drawn XFCE desktop', async () => {
  const image = await until('a drawn desktop', async () => {
    const shot = await desktop.screenshot();
    const decoded = await pixels(shot);
    return hasPanel(decoded) && colours(decoded) > 50 && { shot, decoded };
  });
  mkdirSync(`${stateFolder()}/artifacts`, { recursive: true });
  writeFileSync(`${stateFolder()}/artifacts/desktop-${driver()}.png`, image.shot);
  expect([image.decoded.width, image.decoded.height]).toEqual([1280, 800]);
});

test('text typed into a page arrives exactly', async () => {
  await desktop.files.write(`${await home()}/server.mjs`, PAGE_SERVER);
  await desktop.run(
    'setsid $(command -v node || echo /usr/lib/cyberdesk/bin/node) server.mjs >/tmp/server.log 2>&1 & for i in $(seq 50); do curl -sf localhost:8099/value && break; sleep 0.2; done',
  );
  await desktop.run('setsid firefox-esr --kiosk http://localhost:8099/ >/dev/null 2>&1 &');
  await until('the page to have the focus', async () => (await pageValue('focused')) === 'yes', {
    timeoutMs: 240_000,
    everyMs: 1_000,
  });
  await desktop.type(typed);
  await until('the text', async () => (await pageValue('value')) === typed, {
    timeoutMs: 60_000,
  }).catch(async () => expect(await pageValue('value')).toBe(typed));
});

const pageValue = async (what: 'value' | 'focused'): Promise<string> =>
  (await desktop.run(['curl', '-sf', `http://localhost:8099/${what}`])).stdout;

test('a command returns its exit code and both outputs apart', async () => {
  const result = await desktop.run('echo out; echo err >&2; exit 3');
  expect(result).toMatchObject({
    exitCode: 3,
    stdout: 'out\n',
    stderr: 'err\n',
    state: 'finished',
  });
});

test('20 MB of random bytes come back unchanged, and the list names the file', async () => {
  const bytes = randomBytes(20 * 1024 * 1024);
  const path = `${await home()}/big.bin`;
  await desktop.files.write(path, bytes);
  const back = await desktop.files.read(path);
  expect(digest(back)).toBe(digest(bytes));
  const listed: string[] = [];
  for await (const file of desktop.files.list(await home())) listed.push(file.name);
  expect(listed).toContain('big.bin');
});

const home = async (): Promise<string> => (await desktop.run('echo -n $HOME')).stdout;
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('the file is still there after stop and start', async () => {
  const path = `${await home()}/big.bin`;
  await desktop.run('sync');
  await desktop.stop({ wait: true });
  expect(desktop.state).toBe('stopped');
  await desktop.start({ wait: true });
  expect((await desktop.files.stat(path)).sizeBytes).toBe(20 * 1024 * 1024);
});

test('delete ends the machine, and usage equals its running seconds', async () => {
  const name = desktop.id.replace('_', '-');
  expect(machinesOf(name)).not.toEqual([]);
  await desktop.delete({ wait: true });
  expect(desktop.state).toBe('deleted');
  await until('the machine to be gone', () => machinesOf(name).length === 0);
  const { runningSeconds } = await person.client.desktops.get(desktop.id);
  const usage = await person.client.usage.get({ desktopId: desktop.id });
  expect(Math.abs(usage.total.runningSeconds - runningSeconds)).toBeLessThanOrEqual(1);
  expect(usage.total.runningSeconds).toBeGreaterThan(0);
});

const PAGE_SERVER = `
import { createServer } from 'node:http';
let value = '', focused = 'no';
const page = \`<!doctype html><meta charset=utf-8><textarea id=t autofocus style="position:fixed;inset:0"></textarea><script>
const send = (what, body) => fetch('/' + what, { method: 'POST', body });
// Told again and again: requests may overtake each other.
setInterval(() => send('value', t.value), 300);
setInterval(() => send('focused', document.hasFocus() && document.activeElement === t ? 'yes' : 'no'), 300);
t.focus();</script>\`;
createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  if (request.method === 'POST') request.url === '/value' ? (value = body) : (focused = body);
  const answers = { '/value': value, '/focused': focused };
  response.setHeader('content-type', request.url === '/' ? 'text/html' : 'text/plain; charset=utf-8');
  response.end(answers[request.url] ?? page);
}).listen(8099, '127.0.0.1');
`;
