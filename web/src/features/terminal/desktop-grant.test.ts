import type { Cyberdesk, DesktopData } from 'cyberdesk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DesktopGrants, NotRunningError } from './desktop-grant.ts';

const now = Date.parse('2026-11-23T08:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toISOString();
beforeEach(() => void vi.useFakeTimers({ now }));
afterEach(() => void vi.useRealTimers());

/** An API whose clock is `ahead` seconds before this computer's. */
const api = (desktop: Partial<DesktopData>, ahead = 0) => {
  let number = 0;
  const connect = vi.fn<(id: string, wish: { timeoutSeconds: number }) => Promise<unknown>>(
    (_, { timeoutSeconds }) =>
      Promise.resolve({
        desktop: { expiresAt: inSeconds(timeoutSeconds + ahead) },
        endpoints: { baseUrl: 'https://gateway.test/instances/dsk-x' },
        token: `t${(number += 1)}`,
        tokenExpiresAt: inSeconds(3_600),
      }),
  );
  const extend = vi.fn<(id: string, wish: object) => Promise<void>>(() => Promise.resolve());
  const get = () => Promise.resolve(desktop);
  const client = { resources: { desktops: { get, connect, extend } } } as unknown as Cyberdesk;
  return { grants: new DesktopGrants(client, 'dsk_x'), connect, extend };
};

test('the deadline stays where it is', async () => {
  const { grants, connect, extend } = api({ state: 'running', expiresAt: inSeconds(1_234.4) });
  const grant = await grants.get();
  expect(grant).toMatchObject({ baseUrl: 'wss://gateway.test/instances/dsk-x', token: 't1' });
  expect(connect).toHaveBeenCalledWith('dsk_x', { timeoutSeconds: 1_234 });
  expect(extend).not.toHaveBeenCalled();
});

test('a computer whose clock is wrong does not move it', async () => {
  const expiresAt = inSeconds(1_234);
  const { grants, extend } = api({ state: 'running', expiresAt }, 300);
  await grants.get();
  expect(extend).toHaveBeenCalledWith('dsk_x', { expiresAt });
});

test('a desktop that does not run is not started', async () => {
  const { grants, connect } = api({ state: 'stopped' });
  await expect(grants.get()).rejects.toThrow(NotRunningError);
  expect(connect).not.toHaveBeenCalled();
});

test('a grant is used until a minute before its end, or until it is refused', async () => {
  const { grants } = api({ state: 'running', expiresAt: inSeconds(9_000) });
  expect((await grants.get()).token).toBe('t1');
  vi.setSystemTime(now + 3_539_000);
  expect((await grants.get()).token).toBe('t1');
  vi.setSystemTime(now + 3_541_000);
  expect((await grants.get()).token).toBe('t2');
  grants.forget();
  expect((await grants.get()).token).toBe('t3');
});
