import type { InstanceUse } from '@cyberdesk/generated/gateway/types.gen';
import type { Context } from '../context.ts';
import type { Instance } from '../resources.ts';

/** What is known of a desktop's use, asked for when it could be idle by what was known before. */
export type Look =
  | { known: true; lastActiveAt: number; observedAt: number; idle: boolean }
  | { known: false; againAt: number };

// Nobody answers for the desktop: it stays, and is asked about again after this time.
const againAfterMs = 60_000;

/** When the desktop is idle if nothing happens before; undefined when it never is. */
export function idleAt({ spec, status }: Instance): number | undefined {
  if (spec.idle === undefined || spec.desiredState !== 'Running') return undefined;
  if (status?.phase !== 'Running') return undefined;
  const known = [status.since, status.activity?.lastActiveAt].flatMap((at) => at ?? []);
  return Math.max(0, ...known.map((at) => Date.parse(at))) + spec.idle.afterSeconds * 1000;
}

/**
 * Asks the gateway how the desktop is used, only when an answer can matter. Without an answer it
 * counts as used: a fault of ours stops nobody's work.
 */
export async function lookAtUse(context: Context, instance: Instance): Promise<Look | undefined> {
  const due = idleAt(instance);
  const now = context.clock.now();
  if (due === undefined || now < due) return undefined;
  try {
    return judge(instance, await context.use(instance.metadata.name), context.clock.now());
  } catch (error) {
    context.log.warn({ instance: instance.metadata.name, err: error }, 'use is not known');
    return { known: false, againAt: now + againAfterMs };
  }
}

/** The desktop's own clock may be ahead: what it did last was never after now. */
function judge({ spec }: Instance, use: InstanceUse, now: number): Look {
  const { afterSeconds = 0 } = spec.idle ?? {};
  const lastActiveAt = inUse(use) ? now : Math.min(now, Date.parse(use.lastActiveAt));
  if (Number.isNaN(lastActiveAt)) throw new Error('lastActiveAt is no time');
  return {
    known: true,
    lastActiveAt,
    observedAt: now,
    idle: now >= lastActiveAt + afterSeconds * 1000,
  };
}

const inUse = ({ viewers, runningCommands, processes }: InstanceUse): boolean =>
  viewers > 0 || runningCommands > 0 || processes.length > 0;

/** When to look next: a desktop that nobody answers for is not asked at once again. */
export const nextLook = (look: Look | undefined, instance: Instance): number | undefined =>
  look?.known === false && idleAt(instance) !== undefined ? look.againAt : idleAt(instance);
