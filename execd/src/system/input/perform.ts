import type {
  ActionBatch,
  ActionBatchResult,
  ActionResult,
} from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Desktop } from '../desktop.ts';
import type { Observer } from '../screen/marks.ts';
import { act } from './act.ts';
import { BATCH_LIMIT_MS } from './check.ts';
import { planBatch } from './plan.ts';
import type { Planned } from './plan.ts';
import type { Step } from './step.ts';
import { noTools } from './tools.ts';
import type { Tools } from './tools.ts';

/** Who asks for a batch. */
export interface Performer {
  signal: AbortSignal;
  /** Throws when somebody else holds the control. */
  refuseOthers: () => void;
  /** Whose marks are meant. */
  observer: Observer;
  tools?: Tools;
}

/** Steps that only look or wait: whether the screen changed meanwhile is not their doing. */
const LOOKS = new Set([
  'wait',
  'waitForStable',
  'waitForChange',
  'screenshot',
  'zoom',
  'setClipboard',
]);

/** Checks a batch as a whole, then does it step by step while nobody else acts. */
export async function perform(
  desktop: Desktop,
  batch: ActionBatch,
  { signal: gone, refuseOthers, observer, tools = noTools }: Performer,
): Promise<ActionBatchResult> {
  return desktop.turns.run(gone, async () => {
    refuseOthers();
    const seat = await desktop.seat();
    const findMark = (mark: number) => desktop.marks.find(observer, mark);
    const planned = planBatch(batch, { size: await seat.size(), findMark });
    const signal = AbortSignal.any([gone, AbortSignal.timeout(BATCH_LIMIT_MS)]);
    const { settle } = batch;
    const step = { desktop, seat, tools, signal, settle, refuseOthers, images: { bytes: 0 } };
    try {
      return await runSteps({ ...step, before: undefined }, planned, batch.stopOn ?? 'error');
    } finally {
      await seat.held.releaseAll().catch(() => undefined);
    }
  });
}

async function runSteps(
  step: Step,
  planned: Planned[],
  stopOn: 'error' | 'never',
): Promise<ActionBatchResult> {
  const results: ActionResult[] = [];
  let stoppedAt: number | undefined;
  for (const [index, one] of planned.entries()) {
    const { type } = one.action;
    if (stoppedAt !== undefined) {
      results.push({ type, status: 'skipped', durationMs: 0 });
      continue;
    }
    const result = await runStep(step, one, planned[index + 1]?.action.type);
    results.push(result);
    const ends = stopOn === 'error' || step.signal.aborted || !step.seat.link.alive;
    if (result.status === 'failed' && ends) stoppedAt = index;
  }
  if (stoppedAt === undefined) return { outcome: 'completed', results };
  return { outcome: 'stopped', stoppedAt, results };
}

async function runStep(
  step: Step,
  planned: Planned,
  next: string | undefined,
): Promise<ActionResult> {
  const started = performance.now();
  const { type } = planned.action;
  const durationMs = () => Math.round(performance.now() - started);
  try {
    step.signal.throwIfAborted();
    step.refuseOthers();
    const outcome = await observed(step, planned, next);
    return { type, status: 'done', durationMs: durationMs(), ...outcome };
  } catch (error) {
    // Whatever was down when the step failed must not stay down for the next one.
    await step.seat.held.releaseAll().catch(() => undefined);
    return { type, status: 'failed', durationMs: durationMs(), ...explain(error) };
  }
}

/** Does a step and tells whether the screen changed by it, when somebody wants to know. */
async function observed(
  step: Step,
  planned: Planned,
  next: string | undefined,
): Promise<Partial<ActionResult>> {
  const { changes } = step.desktop;
  const { settle, signal } = step;
  const isLook = LOOKS.has(planned.action.type);
  const mark = (settle && !isLook) || next === 'waitForChange' ? await changes.mark() : undefined;
  const outcome = await act(step, planned);
  step.before = mark;
  if (isLook) return outcome;
  if (!settle || !mark) return { ...outcome, effect: 'unverified' };
  const { quietMs = 100, timeoutMs = 2000 } = settle;
  await changes.waitForStable({ quietMs, timeoutMs, signal });
  const changed = await changes.since(mark);
  return { ...outcome, effect: changed.length > 0 ? 'changed' : 'unchanged' };
}

function explain(error: unknown): Pick<ActionResult, 'error' | 'errorCode'> {
  if (error instanceof Fault) return { error: error.message, errorCode: error.code };
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) {
    const ended = `The batch was ended: it may last ${BATCH_LIMIT_MS} ms, and ends when its client goes away.`;
    return { error: ended };
  }
  const inside = 'The step failed inside the desktop. Take a screenshot to see where it stands.';
  return { error: inside, errorCode: 'internal' };
}
