import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Cyberdesk } from './index.ts';

interface Operation {
  operationId: string;
  method: string;
  path: string;
  sdk: string;
}

/** The public operations, from the published document. */
const operations = (): Operation[] => {
  const file = new URL('../../../generated/openapi/api.3.1.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string; 'x-sdk'?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, 'x-sdk': sdk }]) =>
      sdk ? [{ operationId, method: method.toUpperCase(), path, sdk }] : [],
    ),
  );
};

/** A body that every reader of this test is content with. */
const anything = {
  id: 'dsk_1',
  state: 'running',
  items: [],
  outcome: 'completed',
  results: [],
  desktop: { id: 'dsk_1', state: 'running' },
};

const ended = { id: 'cmd_1', state: 'finished' };

/** A client that notes which operations of the contract its requests are. */
const noting = () => {
  const seen = new Set<string>();
  const known = operations();
  const client = new Cyberdesk({
    apiKey: 'cyb_x',
    baseUrl: 'http://api.test',
    fetch: async (input, init) => {
      const { method, url } = new Request(input, init);
      const path = new URL(url).pathname;
      const found = known.filter(
        (each) =>
          each.method === method &&
          new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
      );
      expect(found, `${method} ${path} is in the contract`).toHaveLength(1);
      for (const { operationId } of found) seen.add(operationId);
      if (path === '/v1/events/stream') return new Response('data: {"type":"gap"}\n\n');
      if (path.endsWith('/output')) return new Response('data: {"type":"end","offset":0}\n\n');
      return Response.json({ ...anything, ...(path.includes('/commands') ? ended : {}) });
    },
  });
  return { client, seen };
};

const drain = async (list: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of list) continue;
};

test('every operation with an SDK name has its method, and there are no others', () => {
  const { client } = noting();
  const methods = Object.entries(client.resources).flatMap(([resource, methods]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(methods))
      .filter((name) => name !== 'constructor')
      .map((name) => `${resource}.${name}`),
  );
  expect(methods.sort()).toEqual(
    operations()
      .map(({ sdk }) => sdk)
      .sort(),
  );
});

test('the hand-written part reaches every operation', async () => {
  const { client, seen } = noting();
  const desktop = await client.desktops.create({ wait: true });
  await drain(client.desktops.list());
  await client.desktops.get(desktop.id);
  await desktop.update({ name: 'n' });
  await desktop.start();
  await desktop.stop();
  await desktop.extend({ timeoutSeconds: 60 });
  await desktop.connect(60);
  await desktop.screenshot();
  await desktop.display();
  await desktop.observe();
  await desktop.cursor();
  await desktop.resize(800, 600);
  await desktop.image(`img_${'2'.repeat(34)}`);
  const { id: recordingId } = await desktop.recordings.start();
  await desktop.recordings.get(recordingId);
  await drain(desktop.recordings.list());
  await desktop.recordings.stop(recordingId);
  await desktop.recordings.download(recordingId);
  await desktop.recordings.delete(recordingId);
  await desktop.click(0, 0);
  await desktop.run(['true']);
  await drain(desktop.commands.list({ tag: 't' }));
  const command = await desktop.commands.start(['cat']);
  await command.refresh();
  await command.write('a');
  await command.closeInput();
  await command.signal('SIGTERM');
  await command.resize({ columns: 80, rows: 24 });
  await drain(command.output());
  await command.delete();
  await desktop.files.write('/tmp/a', 'a');
  await desktop.files.read('/tmp/a');
  await desktop.files.stat('/tmp/a');
  await drain(desktop.files.list('/tmp'));
  await desktop.files.append('/tmp/a', 'b');
  await desktop.files.createDirectory('/tmp/d');
  await desktop.files.copy('/tmp/a', '/tmp/b');
  await desktop.files.move('/tmp/b', '/tmp/c');
  await desktop.files.search('/tmp', { glob: '*' });
  for await (const _ of desktop.files.watch('/tmp')) break;
  await desktop.files.downloadArchive('/tmp/d');
  await desktop.files.uploadArchive('/tmp/d', new Uint8Array());
  await desktop.files.createLink('/tmp/a', { method: 'GET' });
  await desktop.files.delete('/tmp/d', { recursive: true });
  await desktop.streams.create({ role: 'view' });
  await drain(desktop.viewers.list());
  await desktop.viewers.disconnect('vwr_1');
  await drain(desktop.timeline.list());
  await desktop.timeline.thumbnail('tml_1', { moment: 'before' });
  await desktop.timeline.export();
  await desktop.previews.create({ port: 3000 });
  await drain(desktop.previews.list());
  await desktop.previews.revoke('prv_1');
  await drain(desktop.windows.list());
  await desktop.windows.focus('win_1');
  await desktop.windows.move('win_1', { x: 0, y: 0 });
  await desktop.windows.resize('win_1', { width: 640, height: 480 });
  await desktop.windows.maximize('win_1');
  await desktop.windows.minimize('win_1');
  await desktop.windows.restore('win_1');
  await desktop.windows.close('win_1');
  await drain(desktop.applications.list());
  await desktop.applications.launch({ url: 'https://example.com' });
  await desktop.accessibility.find({ role: 'push button' });
  await desktop.accessibility.tree();
  await desktop.clipboard.set({ text: 'a' });
  await desktop.clipboard.get();
  await desktop.browserConnections.create();
  await desktop.control.get();
  await desktop.control.acquire({ ttlSeconds: 60 });
  await desktop.control.release();
  for await (const _ of client.events.stream()) break;
  await drain(desktop.streams.list());
  await desktop.streams.revoke('grt_1');
  await desktop.delete();
  await client.keys.create({ name: 'k' });
  await drain(client.keys.list());
  await client.keys.revoke('key_1');
  await client.usage.get();
  await client.me();
  await drain(client.sizes());
  await drain(client.regions());
  expect([...seen].sort()).toEqual(
    operations()
      .map(({ operationId }) => operationId)
      .sort(),
  );
});

test('desktops can be changed by their id alone', async () => {
  const { client, seen } = noting();
  await client.desktops.update('dsk_1', { name: 'n' });
  await client.desktops.start('dsk_1', { wait: true, timeoutSeconds: 60 });
  await client.desktops.stop('dsk_1');
  await client.desktops.extend('dsk_1', { timeoutSeconds: 60 });
  expect((await client.desktops.connect('dsk_1', 60)).state).toBe('running');
  await client.desktops.delete('dsk_1');
  expect(seen.size).toBe(6);
});

test('waits for the screen are actions', async () => {
  const bodies: unknown[] = [];
  const client = new Cyberdesk({
    apiKey: 'cyb_x',
    baseUrl: 'http://api.test',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'POST') bodies.push(await request.json());
      return Response.json(anything);
    },
  });
  const desktop = await client.desktops.get('dsk_1');
  const region = { x: 1, y: 2, width: 30, height: 40 };
  await desktop.waitForStable({ quietMs: 200, region });
  await desktop.waitForChange();
  expect(bodies).toEqual([
    { actions: [{ type: 'waitForStable', quietMs: 200, region }] },
    { actions: [{ type: 'waitForChange' }] },
  ]);
});
