import type { CreatedStream } from 'cyberdesk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveViewController, type Screen, type ScreenEvents } from './controller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A controller over screens that the test opens and closes. */
const started = async (grant?: () => Promise<CreatedStream>) => {
  const screens: (Screen & ScreenEvents & { pasted: string[]; closed: boolean })[] = [];
  const revoked: string[] = [];
  const statuses: string[] = [];
  let grants = 0;
  const controller = new LiveViewController(
    {
      grant:
        grant ?? (() => Promise.resolve({ stream: { id: `grt_${++grants}` } } as CreatedStream)),
      revoke: (id) => Promise.resolve(void revoked.push(id)),
      open: (_, events) => {
        const screen = {
          ...events,
          viewOnly: false,
          pasted: [] as string[],
          closed: false,
          focus: () => undefined,
          paste: (text: string) => void screen.pasted.push(text),
          close: () => void (screen.closed = true),
        };
        screens.push(screen);
        return Promise.resolve(screen);
      },
      onStatus: (status) => void statuses.push(status),
      onClipboard: () => undefined,
    },
    true,
  );
  controller.start();
  await vi.advanceTimersByTimeAsync(0);
  return { controller, screens, revoked, statuses };
};

test('a connection that breaks is made again by a new grant, and the old one is revoked', async () => {
  const { screens, revoked, statuses } = await started();
  screens[0]?.onOpen();
  screens[0]?.onClose();
  await vi.advanceTimersByTimeAsync(500);
  screens[1]?.onOpen();
  expect(statuses).toEqual(['connecting', 'connected', 'reconnecting', 'connected']);
  expect(revoked).toEqual(['grt_1']);
});

test('pauses grow while it fails', async () => {
  const { screens } = await started();
  for (const pause of [500, 1_000, 2_000, 4_000]) {
    screens.at(-1)?.onClose();
    const before = screens.length;
    await vi.advanceTimersByTimeAsync(pause / 2 - 1);
    expect(screens).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(pause / 2 + 1);
    expect(screens).toHaveLength(before + 1);
  }
});

test('a refusal ends it, an outage does not', async () => {
  const refused = await started(() =>
    Promise.reject(Object.assign(new Error('no'), { status: 403 })),
  );
  expect(refused.statuses).toEqual(['connecting', 'refused']);
  const away = await started(() => Promise.reject(Object.assign(new Error('no'), { status: 503 })));
  expect(away.statuses).toEqual(['connecting', 'reconnecting']);
  away.controller.stop();
});

test('what is stopped stays closed, and its grant opens nothing more', async () => {
  const { controller, screens, revoked, statuses } = await started();
  controller.stop();
  screens[0]?.onClose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([screens.length, screens[0]?.closed, revoked]).toEqual([1, true, ['grt_1']]);
  expect(statuses).toEqual(['connecting']);
});

test('view-only and clipboard reach the screen that is open now', async () => {
  const { controller, screens } = await started();
  expect(screens[0]?.viewOnly).toBe(true);
  screens[0]?.onClose();
  await vi.advanceTimersByTimeAsync(500);
  controller.setViewOnly(false);
  controller.paste('text');
  expect([screens[1]?.viewOnly, screens[1]?.pasted, screens[0]?.pasted]).toEqual([
    false,
    ['text'],
    [],
  ]);
});
