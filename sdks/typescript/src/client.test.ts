import { expect, test } from 'vitest';
import {
  ActionFailedError,
  ConflictError,
  ConnectionError,
  Cyberdesk,
  DesktopFailedError,
  RateLimitError,
  TimeoutError,
  ValidationError,
} from './index.ts';
import type { Desktop as DesktopData } from './generated/types.gen.ts';

const data: DesktopData = {
  id: `dsk_${'2'.repeat(34)}`,
  name: 'd',
  state: 'running',
  stateReason: 'Ready',
  stateMessage: 'The desktop can be used.',
  stateSince: '2026-11-23T08:00:02Z',
  template: 'desktop-base',
  size: 'small',
  region: 'local',
  clusterId: 'local',
  display: { width: 1280, height: 800 },
  labels: {},
  locale: 'en-US',
  timeZone: 'Etc/UTC',
  keyboardLayout: 'us',
  createdAt: '2026-11-23T08:00:00Z',
  onExpire: 'stop',
  runningSeconds: 1,
  cost: { accruedMicros: 1, ratePerHourMicros: 60_000, currency: 'USD' },
  capabilities: [],
};

type Answer = Response | Error | ((request: Request) => Response | Promise<Response>);

/** A client whose network is a list of answers. */
const scripted = (answers: Answer[], options: { maxRetries?: number } = {}) => {
  const requests: Request[] = [];
  const fetchAnswer = async (
    input: string | URL | Request,
    init?: RequestInit,
  ): Promise<Response> => {
    const request = new Request(input, init);
    requests.push(request);
    const answer = answers.shift();
    if (answer === undefined) throw new Error('no answer is left');
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer(request) : answer;
  };
  const client = new Cyberdesk({
    apiKey: 'cyb_x',
    baseUrl: 'http://api.test/',
    fetch: fetchAnswer,
    ...options,
  });
  return { client, requests };
};

const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const problem = (status: number, code: string, extra: object = {}): Response =>
  Response.json(
    { title: 't', detail: 'what to do', status, code, requestId: 'req_1', ...extra },
    { status, headers: { 'retry-after': '0' } },
  );

test('create waits until the desktop runs and tells each state', async () => {
  const { client, requests } = scripted([
    json({ ...data, state: 'pending' }, 201),
    json({ ...data, state: 'starting' }),
    json(data),
  ]);
  const states: string[] = [];
  const desktop = await client.desktops.create(
    { wait: true, name: 'd' },
    { onState: ({ state }) => states.push(state) },
  );
  expect(desktop.state).toBe('running');
  expect(states).toEqual(['pending', 'starting', 'running']);
  expect(requests[0]?.headers.get('authorization')).toBe('Bearer cyb_x');
  expect(await requests[0]?.json()).toEqual({ name: 'd' });
  expect(requests[1]?.url).toContain('waitSeconds=20');
});

test('a desktop that fails ends the wait with its reason', async () => {
  const { client } = scripted([
    json({ ...data, state: 'failed', stateReason: 'StartTimedOut' }, 201),
  ]);
  const created = client.desktops.create({ wait: true });
  await expect(created).rejects.toThrow(DesktopFailedError);
  await expect(created).rejects.toThrow(/StartTimedOut/);
});

test('a repeat after a lost answer carries the same idempotency key', async () => {
  const lost = new TypeError('fetch failed');
  const { client, requests } = scripted([
    lost,
    problem(503, 'unavailable'),
    problem(409, 'idempotencyInFlight'),
    json(data, 201),
  ]);
  await client.desktops.create();
  const keys = new Set(requests.map((request) => request.headers.get('idempotency-key')));
  expect(requests).toHaveLength(4);
  expect(keys.size).toBe(1);
  expect([...keys][0]).toMatch(/.{16,}/);
});

test('what may not be replayed is sent once', async () => {
  const { client, requests } = scripted([problem(503, 'unavailable')]);
  await expect(client.keys.create({ name: 'k' })).rejects.toThrow('what to do');
  expect(requests).toHaveLength(1);
});

test('a conflict of state is no repeat but an error with the state', async () => {
  const { client } = scripted([problem(409, 'desktopNotRunning', { currentState: 'stopped' })]);
  const error = await client.resources.screen.display('dsk_x').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConflictError);
  expect(error).toMatchObject({
    status: 409,
    code: 'desktopNotRunning',
    currentState: 'stopped',
    requestId: 'req_1',
  });
});

test('bad input names each field', async () => {
  const { client } = scripted([
    problem(422, 'unknownSize', { errors: [{ pointer: '/size', message: 'use small' }] }),
  ]);
  const error = await client.desktops.create({ size: 'x' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ValidationError);
  expect(String(error)).toContain('/size: use small');
});

test('limits are waited out, then reported', async () => {
  const { client, requests } = scripted(
    [problem(429, 'limitReached'), problem(429, 'limitReached')],
    { maxRetries: 1 },
  );
  const error = await client.desktops.create().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error).toMatchObject({ retryAfter: 0 });
  expect(requests).toHaveLength(2);
});

test('no network is a ConnectionError, a slow answer a TimeoutError, an abort the abort', async () => {
  const refused = scripted([new TypeError('fetch failed')], { maxRetries: 0 });
  await expect(refused.client.me()).rejects.toThrow(ConnectionError);
  const hang = (request: Request) =>
    new Promise<Response>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
    });
  await expect(scripted([hang]).client.me({ timeoutMs: 20 })).rejects.toThrow(TimeoutError);
  const stop = new AbortController();
  const call = scripted([hang]).client.me({ signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
});

test('lists go on to the last page', async () => {
  const { client, requests } = scripted([
    json({ items: [data], nextCursor: 'c1' }),
    json({ items: [{ ...data, name: 'e' }] }),
  ]);
  const names: string[] = [];
  for await (const desktop of client.desktops.list({ state: ['running', 'stopped'] }))
    names.push(desktop.name);
  expect(names).toEqual(['d', 'e']);
  expect(new URL(requests[0]?.url ?? '').searchParams.getAll('state')).toEqual([
    'running',
    'stopped',
  ]);
  expect(requests[1]?.url).toContain('cursor=c1');
});

test('a failed step carries the results before it', async () => {
  const results = [
    { type: 'click', status: 'done', durationMs: 1 },
    { type: 'key', status: 'failed', durationMs: 1, error: 'no such key' },
  ];
  const { client } = scripted([json(data), json({ outcome: 'stopped', stoppedAt: 1, results })]);
  const desktop = await client.desktops.get(data.id);
  const error = await desktop
    .actions([{ type: 'click' }, { type: 'key', keys: ['nope'] }])
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ActionFailedError);
  expect(error).toMatchObject({ stoppedAt: 1, results });
});

test('long text is typed in pieces that cut no character', async () => {
  const text = '😀'.repeat(2_500);
  const { client, requests } = scripted([
    json(data),
    ...Array.from({ length: 2 }, () => json({ outcome: 'completed', results: [] })),
  ]);
  await (await client.desktops.get(data.id)).type(text);
  const typed = await Promise.all(
    requests
      .slice(1)
      .map(
        async (request) =>
          ((await request.json()) as { actions: { text: string }[] }).actions[0]?.text,
      ),
  );
  expect(typed.join('')).toBe(text);
  expect(typed.every((piece) => piece?.isWellFormed())).toBe(true);
});

test('files stream both ways, and odd paths arrive as they are', async () => {
  const { client, requests } = scripted([
    json(data),
    new Response('content'),
    async (request) => json({ sizeBytes: (await request.arrayBuffer()).byteLength }),
  ]);
  const desktop = await client.desktops.get(data.id);
  expect(await desktop.files.readText('/tmp/a b?c&d')).toBe('content');
  expect(new URL(requests[1]?.url ?? '').searchParams.get('path')).toBe('/tmp/a b?c&d');
  const upload = new Blob([new Uint8Array(1024 * 1024)]).stream();
  expect(await desktop.files.write('/tmp/x', upload, { mode: '0755' })).toEqual({
    sizeBytes: 1024 * 1024,
  });
  expect(requests[2]?.headers.get('content-type')).toBe('application/octet-stream');
});

test('a missing key is said at once', () => {
  const key = process.env['CYBERDESK_API_KEY'];
  delete process.env['CYBERDESK_API_KEY'];
  expect(() => new Cyberdesk()).toThrow(/CYBERDESK_API_KEY/);
  if (key) process.env['CYBERDESK_API_KEY'] = key;
});

test('a credential that never comes is bounded by the time and the signal of the call', async () => {
  const client = new Cyberdesk({ apiKey: () => new Promise<string>(() => undefined) });
  await expect(client.me({ timeoutMs: 20 })).rejects.toThrow(TimeoutError);
  const abort = new AbortController();
  const call = client.me({ signal: abort.signal });
  abort.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
});
