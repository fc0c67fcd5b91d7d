import { area, type Check } from '../check.ts';
import { eventually, holds, same } from '../expect.ts';
import type { Target } from '../target.ts';

export const windows: Check[] = [];
const check = area('windows', windows);

interface Window {
  id: string;
  title: string;
  focused: boolean;
  minimized: boolean;
  maximized: boolean;
  region: { x: number; y: number; width: number; height: number };
}
const list = async (t: Target): Promise<Window[]> =>
  (await t.json<{ items: Window[] }>('listWindows', { query: { limit: 100 } })).items;
const open = async (t: Target, title: string): Promise<string> => {
  const command = ['xfce4-terminal', '--disable-server', '--title', title, '-x', 'sleep', '600'];
  const { windowId } = await t.json<{ windowId?: string }>('launchApplication', {
    json: { command, waitSeconds: 40 },
  });
  holds(windowId !== undefined, 'no window appeared');
  return eventually(
    async () => (await list(t)).find((one) => one.title === title)?.id,
    `a window ${title}`,
  );
};

check(
  [
    'listWindows',
    'launchApplication',
    'focusWindow',
    'moveWindow',
    'resizeWindow',
    'minimizeWindow',
    'maximizeWindow',
    'restoreWindow',
    'closeWindow',
  ],
  'a window is launched, focused, moved, resized, minimized, maximized, restored and closed',
  async (t) => {
    const windowId = await open(t, 'conformance');
    const path = { windowId };
    same((await t.json<Window>('focusWindow', { path })).focused, true);
    const moved = await t.json<Window>('moveWindow', { path, json: { x: 60, y: 70 } });
    same([moved.region.x, moved.region.y], [60, 70]);
    const resized = await t.json<Window>('resizeWindow', {
      path,
      json: { width: 500, height: 300 },
    });
    holds(Math.abs(resized.region.width - 500) < 60, `it is ${resized.region.width} wide`);
    same((await t.json<Window>('minimizeWindow', { path })).minimized, true);
    same((await t.json<Window>('maximizeWindow', { path })).maximized, true);
    same((await t.json<Window>('restoreWindow', { path })).maximized, false);
    await t.json('closeWindow', { path });
    await eventually(
      async () => !(await list(t)).some(({ id }) => id === windowId),
      'the window is gone',
    );
    same(await t.refusal('focusWindow', { path }), '404 windowNotFound');
  },
);
check(
  ['listApplications', 'launchApplication'],
  'applications are known by their ids; what is not there is refused',
  async (t) => {
    const { items } = await t.json<{ items: { id: string; name: string }[] }>('listApplications', {
      query: { limit: 100 },
    });
    holds(
      items.length > 3 && items.every(({ id, name }) => id !== '' && name !== ''),
      'too few applications',
    );
    same(
      await t.refusal('launchApplication', { json: { application: 'no-such-application' } }),
      '422 unprocessable',
    );
    same(
      await t.refusal('launchApplication', { json: { command: ['/no/such/program'] } }),
      '422 notExecutable',
    );
    same(await t.refusal('launchApplication', { json: {} }), '422 unprocessable');
  },
);
check(
  ['getAccessibilityTree', 'findElements', 'performActions'],
  'elements are found by role and name, acted on, and stale when gone',
  async (t) => {
    // The first look tells programs to show what they hold; those started after it do.
    await t.call('getAccessibilityTree', { query: { scope: 'desktop', depth: 0 } });
    // One that was killed, as this check does, would ask whether to restore what was not saved.
    const ask = 'gsettings set org.xfce.mousepad.preferences.file session-restore never';
    await t.json('runCommand', { json: { command: ask } });
    const { windowId = '' } = await t.json<{ windowId?: string }>('launchApplication', {
      json: { application: 'org.xfce.mousepad', waitSeconds: 40 },
    });
    holds(windowId !== '', 'the editor did not open a window');
    const path = { windowId };
    const query = { role: 'text', state: ['showing', 'editable'] };
    const text = await eventually(async () => {
      await t.call('focusWindow', { path });
      const response = await t.call('findElements', { query });
      if (!response.ok) return undefined;
      return ((await response.json()) as { items: { handle: string }[] }).items[0];
    }, 'the editor shows its text');
    const actions = [
      { type: 'element', element: text.handle, operation: 'setText', text: 'set é 日本' },
      { type: 'click', element: text.handle },
    ];
    const { outcome } = await t.json<{ outcome: string }>('performActions', { json: { actions } });
    same(outcome, 'completed');
    const after = await t.json<{ items: { value?: string }[] }>('findElements', { query });
    same(after.items[0]?.value, 'set é 日本');
    const tree = await t.json<{ items: { role: string }[] }>('getAccessibilityTree', {
      query: { depth: 1 },
    });
    same(tree.items[0]?.role, 'frame');
    const seen = await t.json<{ marks: { mark: number; role: string }[] }>('observeScreen', {
      query: { drawMarks: true },
    });
    const mark = seen.marks[0]?.mark;
    holds(mark === 1, 'no marks were numbered');
    const clicked = await t.json<{ outcome: string }>('performActions', {
      json: {
        actions: [
          { type: 'click', mark: 1 },
          { type: 'key', keys: ['escape'] },
        ],
      },
    });
    same(clicked.outcome, 'completed');
    await t.json('runCommand', { json: { command: ['pkill', '-9', 'mousepad'] } });
    await eventually(async () => {
      const batch = { actions: [{ type: 'click', element: text.handle }] };
      const { results } = await t.json<{ results: { errorCode?: string }[] }>('performActions', {
        json: batch,
      });
      return results[0]?.errorCode === 'elementStale';
    }, 'the handle is stale');
  },
);
