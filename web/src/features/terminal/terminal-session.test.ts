import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket as Peer } from 'ws';
import { TerminalSession, type DesktopGrant, type TerminalState } from './terminal-session.ts';

/** A gateway behind which a command has written `written` so far. */
let server: WebSocketServer;
let baseUrl: string;
let written: string;
let attached: { peer: Peer; url: URL; protocols: string[]; said: string[] }[];
const sessions: TerminalSession[] = [];

beforeEach(async () => {
  [written, attached] = ['', []];
  let protocols: string[] = [];
  server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (offered) => {
      protocols = [...offered];
      return 'binary';
    },
  });
  server.on('connection', (peer, { url }) => {
    const one = { peer, url: new URL(url ?? '', 'ws://x'), protocols, said: [] as string[] };
    attached.push(one);
    peer.on('message', (data: Buffer, isBinary: boolean) =>
      one.said.push(`${isBinary ? 'keys' : 'order'} ${data.toString()}`),
    );
    const offset = Math.min(Number(one.url.searchParams.get('offset')), written.length);
    peer.send(JSON.stringify({ type: 'offset', offset }));
    if (written.length > offset) peer.send(Buffer.from(written.slice(offset)));
  });
  await once(server, 'listening');
  baseUrl = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/instances/dsk-x`;
});

afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const start = (
  grant: () => Promise<DesktopGrant> = () => Promise.resolve({ baseUrl, token: 'tok' }),
  offset = 0,
) => {
  let shown = '';
  const forgetGrant = vi.fn<() => void>();
  const session = new TerminalSession({
    commandId: 'cmd_1',
    offset,
    grant,
    forgetGrant,
    onOutput: (bytes) => (shown += Buffer.from(bytes).toString()),
    isFinal: (error) => error instanceof TypeError,
  });
  sessions.push(session);
  session.connect();
  const is = (phase: TerminalState['phase']) =>
    expect.poll(() => session.state.phase, { timeout: 5_000, interval: 5 }).toBe(phase);
  return { session, is, forgetGrant, shown: () => shown };
};
const write = (text: string): void => {
  written += text;
  attached.at(-1)?.peer.send(Buffer.from(text));
};
const bytes = (text: string) => new TextEncoder().encode(text);

test('it attaches as the one who writes, with the grant out of the address', async () => {
  written = 'before ';
  const { is, shown } = start(undefined, 3);
  await is('connected');
  const [one] = attached;
  expect(one?.url.pathname).toBe('/instances/dsk-x/commands/cmd_1/attach');
  expect(one?.url.search).toBe('?offset=3&takeOver=true');
  expect(one?.protocols).toEqual(['binary', 'cyberdesk.grant.tok']);
  await expect.poll(shown).toBe('ore ');
});

test('keys go as bytes and the size as an order, also one that was known before', async () => {
  const { session, is } = start();
  session.write(bytes('lost, because nobody is there yet'));
  session.resize({ columns: 80, rows: 24 });
  await is('connected');
  session.write(bytes('ls é\r'));
  session.resize({ columns: 100, rows: 30 });
  await expect
    .poll(() => attached[0]?.said)
    .toEqual([
      'order {"type":"resize","columns":80,"rows":24}',
      'keys ls é\r',
      'order {"type":"resize","columns":100,"rows":30}',
    ]);
});

test('a connection that breaks is made again where the output was left', async () => {
  const { session, is, shown, forgetGrant } = start();
  session.resize({ columns: 80, rows: 24 });
  await is('connected');
  write('one ');
  await expect.poll(shown).toBe('one ');
  attached[0]?.peer.close(1012, 'the gateway restarts');
  await is('waiting');
  expect(session.state).toMatchObject({ why: 'the gateway restarts' });
  written += 'two ';
  await is('connected');
  await expect.poll(shown).toBe('one two ');
  expect(attached[1]?.url.searchParams.get('offset')).toBe('4');
  await expect.poll(() => attached[1]?.said).toHaveLength(1);
  expect(forgetGrant).not.toHaveBeenCalled();
});

test('a grant that has ended is replaced', async () => {
  let number = 0;
  const { is, forgetGrant } = start(() => Promise.resolve({ baseUrl, token: `t${++number}` }));
  await is('connected');
  attached[0]?.peer.close(4401, 'the grant has expired or was revoked');
  await expect.poll(() => attached.length, { timeout: 5_000 }).toBe(2);
  expect(forgetGrant).toHaveBeenCalledTimes(1);
  expect(attached[1]?.protocols[1]).toBe('cyberdesk.grant.t2');
});

test('who is refused to write says so, stays, and may take over', async () => {
  const { session, is } = start();
  await is('connected');
  attached[0]?.peer.send(JSON.stringify({ type: 'refused' }));
  await expect.poll(() => session.writes).toBe(false);
  session.resize({ columns: 1, rows: 1 });
  attached[0]?.peer.close(1012);
  await expect.poll(() => attached.length, { timeout: 5_000 }).toBe(2);
  expect(attached[1]?.url.searchParams.get('takeOver')).toBe('false');
  await is('connected');
  session.takeOver();
  await expect.poll(() => attached.length).toBe(3);
  expect(attached[2]?.url.searchParams.get('takeOver')).toBe('true');
  expect(attached[0]?.said).toEqual([]);
});

test.each([
  [{ state: 'finished', exitCode: 3 }, 'exit code 3'],
  [{ state: 'killed', signal: 'SIGKILL' }, 'SIGKILL'],
  [{ state: 'timedOut', signal: 'SIGKILL' }, 'its time was over'],
  [{ state: 'lost' }, 'lost'],
])('the end of the program is the end: %j', async (end, how) => {
  const { session, is } = start();
  await is('connected');
  attached[0]?.peer.send(JSON.stringify({ type: 'end', ...end }));
  await is('ended');
  expect(session.state).toEqual({ phase: 'ended', how });
});

test('an outage is waited out, a refusal that would come again is not', async () => {
  const outage = start(() => Promise.reject(new Error('no answer')));
  await outage.is('waiting');
  expect(outage.session.state).toMatchObject({ why: 'no answer' });
  const refused = start(() => Promise.reject(new TypeError('no such desktop')));
  await refused.is('failed');
});

test('what is closed stays closed, and its program is left alone', async () => {
  const late = Promise.withResolvers<DesktopGrant>();
  const { session } = start(() => late.promise);
  session.close();
  late.resolve({ baseUrl, token: 'tok' });
  await late.promise;
  await new Promise(setImmediate);
  session.connect();
  expect(attached).toEqual([]);
});
