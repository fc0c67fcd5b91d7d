import { setTimeout as delay } from 'node:timers/promises';
import type { Action, ActionBatchResult, ActionResult } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Desktop, Seat } from '../desktop.ts';
import { BATCH_LIMIT_MS, checkBatch } from './check.ts';
import { keysymOf } from './keysyms.ts';

/** Images of one batch travel inside one JSON body. */
const MAX_IMAGE_BYTES = 32 * 1024 * 1024;

interface Step {
  desktop: Desktop;
  seat: Seat;
  signal: AbortSignal;
  /** Throws when somebody else took the control. */
  refuseOthers: () => void;
  images: { bytes: number };
}
type Outcome = Partial<ActionResult> | undefined;

/** Checks a batch as a whole, then does it step by step while nobody else acts. */
export async function perform(
  desktop: Desktop,
  batch: { actions: Action[]; stopOn: 'error' | 'never' },
  caller: { signal: AbortSignal; refuseOthers: () => void },
): Promise<ActionBatchResult> {
  const { signal: gone, refuseOthers } = caller;
  return desktop.turns.run(gone, async () => {
    refuseOthers();
    const seat = await desktop.seat();
    checkBatch(batch.actions, await seat.size());
    const signal = AbortSignal.any([gone, AbortSignal.timeout(BATCH_LIMIT_MS)]);
    try {
      return await runSteps({ desktop, seat, signal, refuseOthers, images: { bytes: 0 } }, batch);
    } finally {
      await seat.held.releaseAll().catch(() => undefined);
    }
  });
}

async function runSteps(
  step: Step,
  { actions, stopOn }: { actions: Action[]; stopOn: 'error' | 'never' },
): Promise<ActionBatchResult> {
  const results: ActionResult[] = [];
  let stoppedAt: number | undefined;
  for (const [index, action] of actions.entries()) {
    if (stoppedAt !== undefined) {
      results.push({ type: action.type, status: 'skipped', durationMs: 0 });
      continue;
    }
    const result = await runStep(step, action);
    results.push(result);
    const ends = stopOn === 'error' || step.signal.aborted || !step.seat.link.alive;
    if (result.status === 'failed' && ends) stoppedAt = index;
  }
  if (stoppedAt === undefined) return { outcome: 'completed', results };
  return { outcome: 'stopped', stoppedAt, results };
}

async function runStep(step: Step, action: Action): Promise<ActionResult> {
  const started = performance.now();
  const durationMs = () => Math.round(performance.now() - started);
  try {
    step.signal.throwIfAborted();
    step.refuseOthers();
    const outcome = await act(step, action);
    return { type: action.type, status: 'done', durationMs: durationMs(), ...outcome };
  } catch (error) {
    // Whatever was down when the step failed must not stay down for the next one.
    await step.seat.held.releaseAll().catch(() => undefined);
    return { type: action.type, status: 'failed', durationMs: durationMs(), error: explain(error) };
  }
}

function explain(error: unknown): string {
  if (error instanceof Fault) return error.message;
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) {
    return `The batch was ended: it may last ${BATCH_LIMIT_MS} ms, and ends when its client goes away.`;
  }
  return 'The step failed inside the desktop. Take a screenshot to see where it stands.';
}

async function act(step: Step, action: Action): Promise<Outcome> {
  const { pointer, keyboard } = step.seat;
  const { signal } = step;
  switch (action.type) {
    case 'scroll':
      return { appliedNotches: await pointer.scroll(action) };
    case 'type':
      return { method: await keyboard.type(action.text, signal) };
    case 'key': {
      const { keys, repeat = 1, holdMs = 0 } = action;
      await keyboard.chord(keys.map(keysym), { repeat, holdMs, signal });
      return undefined;
    }
    case 'wait':
      await delay(action.durationMs, undefined, { signal });
      return undefined;
    case 'screenshot':
      return screenshot(step, action);
    case 'move':
    case 'click':
    case 'mouseDown':
    case 'mouseUp':
    case 'drag':
      return actWithPointer(step, action);
    default:
      throw new Fault('unprocessable', `${action.type} is not done yet.`);
  }
}

type PointerAction = Extract<Action, { type: 'move' | 'click' | 'mouseDown' | 'mouseUp' | 'drag' }>;

async function actWithPointer(
  { seat: { pointer }, signal }: Step,
  action: PointerAction,
): Promise<undefined> {
  switch (action.type) {
    case 'move':
      await pointer.move(action);
      break;
    case 'click':
      await pointer.click(action);
      break;
    case 'drag':
      await pointer.drag(action, signal);
      break;
    default:
      await pointer.press(action, action.type === 'mouseDown');
  }
}

function keysym(name: string): number {
  const found = keysymOf(name);
  if (found === undefined) throw new Fault('unprocessable', `${name} is no known key.`);
  return found;
}

async function screenshot(
  { desktop, images }: Step,
  action: Extract<Action, { type: 'screenshot' }>,
): Promise<Outcome> {
  const { format = 'png', quality = 80 } = action;
  const shot = await desktop.screenshot({ format, quality, cursor: false });
  images.bytes += shot.bytes.length;
  if (images.bytes > MAX_IMAGE_BYTES) {
    throw new Fault('unprocessable', 'The images of this batch are larger than 32 MiB together.');
  }
  const { contentType, width, height } = shot;
  return { image: { contentType, width, height, scale: 1, data: shot.bytes.toString('base64') } };
}
