import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket as Peer } from 'ws';
import {
  LiveView,
  type Grant,
  type LiveState,
  type Screen,
  type ScreenEvents,
  type Sizing,
} from './live-view.ts';

/** A gateway that speaks first, as RFB servers do, and notes what is offered to it. */
let server: WebSocketServer;
let url: string;
let offered: string[][];
let peers: Peer[];
let greets: boolean;
const views: LiveView[] = [];

beforeEach(async () => {
  [offered, peers, greets] = [[], [], true];
  server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (protocols) => {
      offered.push([...protocols]);
      return 'binary';
    },
  });
  server.on('connection', (peer) => {
    peers.push(peer);
    if (greets) peer.send('RFB 003.008\n');
  });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const view of views.splice(0)) view.close();
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

/** A screen that is ready at the first message, and keeps what it was told. */
const openScreens = () => {
  const screens: (Screen & { log: unknown[]; isOpen: boolean })[] = [];
  const open = (socket: WebSocket, { onReady, onClipboard, onSize }: ScreenEvents): Screen => {
    let isReady = false;
    socket.addEventListener('message', ({ data }) => {
      if (isReady) return onClipboard(String(data));
      isReady = true;
      onReady();
      onSize({ width: 1280, height: 800 });
    });
    const log: unknown[] = [];
    const screen = {
      log,
      isOpen: true,
      setViewOnly: (viewOnly: boolean) => void log.push({ viewOnly }),
      setSizing: (sizing: Sizing) => void log.push({ sizing }),
      press: (keys: unknown) => void log.push({ keys }),
      paste: (text: string) => void log.push({ text }),
      focus: () => void log.push('focus'),
      hasFocus: () => true,
      close: () => {
        screen.isOpen = false;
        socket.close();
      },
    };
    screens.push(screen);
    return screen;
  };
  return { screens, open };
};

let grants = 0;
const grant = (seconds = 3_600): Grant => ({
  websocketUrl: url,
  token: `token${++grants}`,
  expiresAt: Date.now() + seconds * 1_000,
});

const watch = (createGrant: () => Promise<Grant> = () => Promise.resolve(grant())) => {
  const { screens, open } = openScreens();
  const onClipboard = vi.fn<(text: string) => void>();
  const onSize = vi.fn<(size: object) => void>();
  const asked = vi.fn<() => Promise<Grant>>(createGrant);
  const view = new LiveView({
    createGrant: asked,
    openScreen: open,
    onClipboard,
    onSize,
    isFinal: (error) => error instanceof TypeError,
  });
  views.push(view);
  const states: LiveState[] = [];
  view.subscribe(() => states.push(view.state));
  view.connect();
  const is = (phase: LiveState['phase']) =>
    expect.poll(() => view.state.phase, { timeout: 5_000, interval: 5 }).toBe(phase);
  return { view, screens, asked, onClipboard, onSize, states, is };
};

test('the grant is offered as a subprotocol, never in the address', async () => {
  const { is } = watch();
  await is('connected');
  expect(offered).toEqual([['binary', `cyberdesk.grant.token${grants}`]]);
});

test('a connection that breaks is made again with the same grant', async () => {
  const { is, asked, screens, states } = watch();
  await is('connected');
  peers[0]?.close(1011, 'the connection to the desktop was lost');
  await expect.poll(() => peers.length, { timeout: 5_000 }).toBe(2);
  await is('connected');
  expect(asked).toHaveBeenCalledTimes(1);
  expect(screens.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  expect(states.map(({ phase }) => phase)).toEqual(
    ['connecting', 'waiting', 'connecting', 'connected'].toSpliced(0, 1, 'connecting', 'connected'),
  );
  expect(states.find(({ phase }) => phase === 'waiting')).toMatchObject({
    why: 'the connection to the desktop was lost',
  });
});

test('a grant that has ended is replaced by a new one', async () => {
  const { is, asked } = watch();
  await is('connected');
  peers[0]?.close(4401, 'the grant has expired or was revoked');
  await expect.poll(() => peers.length, { timeout: 5_000 }).toBe(2);
  await is('connected');
  expect(asked).toHaveBeenCalledTimes(2);
  expect(offered[1]?.[1]).toBe(`cyberdesk.grant.token${grants}`);
});

test('before a grant ends the next connection opens beside the old one and takes over the focus', async () => {
  const { is, screens, states, view } = watch(() => Promise.resolve(grant(60.5)));
  await is('connected');
  view.setViewOnly(true);
  view.setSizing('match');
  await expect.poll(() => screens.length, { timeout: 5_000 }).toBe(2);
  await expect.poll(() => screens[0]?.isOpen).toBe(false);
  expect(screens[1]?.log).toEqual([{ viewOnly: true }, { sizing: 'match' }, 'focus']);
  expect(states.every(({ phase }) => ['connecting', 'connected'].includes(phase))).toBe(true);
  expect(view.state.phase).toBe('connected');
});

test('an outage is waited out; a person need not wait', async () => {
  let fails = true;
  const { is, view } = watch(() =>
    fails ? Promise.reject(new Error('no answer')) : Promise.resolve(grant()),
  );
  await is('waiting');
  expect(view.state).toMatchObject({ why: 'no answer' });
  fails = false;
  view.connect();
  await is('connected');
});

test('a refusal that would come again ends it', async () => {
  const { is, view, asked } = watch(() => Promise.reject(new TypeError('no such desktop')));
  await is('ended');
  expect(view.state).toMatchObject({ error: { message: 'no such desktop' } });
  expect(asked).toHaveBeenCalledTimes(1);
});

test('what is closed stays closed, also when a grant arrives late', async () => {
  const late = Promise.withResolvers<Grant>();
  const { view, screens } = watch(() => late.promise);
  view.close();
  late.resolve(grant());
  await late.promise;
  await new Promise(setImmediate);
  expect(screens).toHaveLength(0);
  view.connect();
  expect(screens).toHaveLength(0);
});

test('keys and clipboard go to the screen that is shown', async () => {
  const { is, view, screens, onClipboard } = watch();
  view.paste('before there is one');
  await is('connected');
  view.press({ keysym: 0xff1b, code: 'Escape' });
  view.paste('text');
  expect(screens[0]?.log.slice(2)).toEqual([
    { keys: [{ keysym: 0xff1b, code: 'Escape' }] },
    { text: 'text' },
  ]);
  peers[0]?.send('copied inside');
  await expect.poll(() => onClipboard.mock.calls).toEqual([['copied inside']]);
});

test('the size of the desktop is told, and how it is shown may change', async () => {
  const { is, view, screens, onSize } = watch();
  view.setSizing('actual');
  await is('connected');
  expect(onSize.mock.calls).toEqual([[{ width: 1280, height: 800 }]]);
  view.setSizing('match');
  expect(screens[0]?.log.slice(1)).toEqual([{ sizing: 'actual' }, { sizing: 'match' }]);
});
