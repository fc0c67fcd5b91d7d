import { setTimeout as delay } from 'node:timers/promises';
import type { Action } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import { notchesOf } from './check.ts';
import { keysymOf } from './keysyms.ts';
import { screenshot, waitForChange, waitForStable, zoom } from './look.ts';
import { middle } from './place.ts';
import type { Planned } from './plan.ts';
import type { Point } from './space.ts';
import type { Outcome, Step } from './step.ts';

type Type = Action['type'];
type Of<T extends Type> = Extract<Action, { type: T }>;
type Does<T extends Type> = (step: Step, action: Of<T>, planned: Planned) => Promise<Outcome>;

/** Does one step that was checked. */
export const act = (step: Step, planned: Planned): Promise<Outcome> =>
  (doers[planned.action.type] as Does<Type>)(step, planned.action, planned);

const doers: { [T in Type]: Does<T> } = {
  screenshot,
  zoom,
  waitForStable,
  waitForChange,
  wait: async ({ signal }, { durationMs }) => {
    await delay(durationMs, undefined, { signal });
    return {};
  },
  type: async ({ seat, tools: { clipboard }, signal }, { text, method: how }) => ({
    method: await seat.keyboard.type(text, { how, clipboard, signal }),
  }),
  key: async ({ seat, signal }, { keys, repeat = 1, holdMs = 0 }) => {
    await seat.keyboard.chord(keys.map(keysym), { repeat, holdMs, signal });
    return {};
  },
  keyDown: async ({ seat }, { key, releaseAfterMs }) => {
    await seat.keyboard.down(keysym(key), releaseAfterMs);
    return {};
  },
  keyUp: async ({ seat }, { key }) => {
    await seat.keyboard.up(keysym(key));
    return {};
  },
  setClipboard: async ({ tools }, { text }) => {
    await tools.clipboard.setText(text);
    return {};
  },
  launch: ({ tools }, what) => tools.applications.launch(what),
  openUrl: ({ tools }, { url }) => tools.applications.openUrl(url),
  focusWindow: async ({ tools }, { windowId }) => {
    await tools.windows.focus(windowId);
    return {};
  },
  element: async ({ tools }, { element, operation, text }) => {
    await tools.accessibility.act(element, operation, text);
    return {};
  },
  move: pointing(async ({ seat: { pointer } }, _action, { at }) => {
    await pointer.move(at);
    return {};
  }),
  click: pointing(async ({ seat: { pointer } }, action, { at }) => ({
    point: await pointer.click(at, action),
  })),
  mouseDown: pointing(async ({ seat: { pointer } }, action, { at }) => {
    await pointer.down(at, action);
    return {};
  }),
  mouseUp: pointing(async ({ seat: { pointer } }, action, { at }) => {
    await pointer.up(at, action);
    return {};
  }),
  drag: pointing(async ({ seat: { pointer }, signal }, { button }, { path }) => {
    await pointer.drag(path, { button, signal });
    return {};
  }),
  scroll: pointing(async ({ seat: { pointer } }, action, { at }) => ({
    appliedNotches: await pointer.scroll(at, notchesOf(action)),
  })),
};

type Where = { at: Point | undefined; path: Point[] };
type Points<T extends Type> = (step: Step, action: Of<T>, where: Where) => Promise<Outcome>;

/** A pointer action: at its place, with the keys that are held meanwhile. */
function pointing<T extends Type>(points: Points<T>): Does<T> {
  return async (step, action, planned) => {
    const { seat } = step;
    const { path } = planned;
    const at = await pointOf(step, planned);
    const keys = 'holdKeys' in action ? (action.holdKeys ?? []) : [];
    const outcome = await seat.keyboard.holding(keys.map(keysym), () =>
      points(step, action, { at, path }),
    );
    return { ...outcome, point: at ?? path.at(-1) ?? outcome.point ?? (await seat.cursor()) };
  };
}

async function pointOf({ tools, seat }: Step, { place }: Planned): Promise<Point | undefined> {
  if (place === undefined) return undefined;
  if ('point' in place) return place.point;
  const at = middle(await tools.accessibility.locate(place.element));
  const { width, height } = await seat.size();
  if (at.x >= 0 && at.y >= 0 && at.x < width && at.y < height) return at;
  const detail = 'The element lies off the screen. Scroll it into view first.';
  throw new Fault('coordinatesOffScreen', detail);
}

function keysym(name: string): number {
  const found = keysymOf(name);
  if (found === undefined) throw new Fault('unprocessable', `${name} is no known key.`);
  return found;
}
