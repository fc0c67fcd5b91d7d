import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import type { Deps } from '../deps.ts';
import { pauseAfter, type Pauses } from '../domain/backoff.ts';
import { answers, applyEvent, EventsLost } from './apply-event.ts';
import { asLeader } from './leader.ts';
import { SetAside } from './set-aside.ts';

const LOCK = 7_600_001;
/** How soon another process takes over from one that is gone. */
const STANDBY_MS = 500;
const ATTEMPTS = 3;

/** Pauses between attempts; tests take shorter ones. */
export interface ProjectionPauses {
  reconnect: Pauses;
  setAside: Pauses;
}

const usual: ProjectionPauses = {
  reconnect: { firstMs: 500, longestMs: 15_000 },
  setAside: { firstMs: 1_000, longestMs: 300_000 },
};

/** Follows the cluster's events in one API process at a time. */
export const startProjection = (deps: Deps, pauses = usual) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const aside = new SetAside(deps, pauses.setAside);
  const running = (async () => {
    for (let failures = 0; !signal.aborted;) {
      try {
        const alive = () => (failures = 0);
        await asLeader(deps.pool, { lock: LOCK, signal }, (held) =>
          follow(deps, aside, { signal: held, alive }),
        );
      } catch (error) {
        failures += 1;
        if (!signal.aborted) deps.log.warn({ err: error, failures }, 'following the cluster anew');
      }
      const pause = failures > 0 ? pauseAfter(failures, pauses.reconnect) : STANDBY_MS;
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  })();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  return { aside, stop };
};

interface Following {
  signal: AbortSignal;
  alive: () => void;
}

const follow = async (deps: Deps, aside: SetAside, { signal, alive }: Following): Promise<void> => {
  const over = new AbortController();
  const healing = aside.run(AbortSignal.any([signal, over.signal]));
  try {
    const events = await deps.gateway.system.streamInstanceEvents({}, { signal });
    for await (const { data } of events) {
      await applyOrSetAside(deps, aside, data);
      alive();
    }
  } finally {
    over.abort();
    await healing;
  }
};

/**
 * An event that cannot be applied must not hold up those behind it: after a few attempts its instance is set aside.
 * When the database itself does not answer, the event is not at fault, and the stream is opened anew.
 */
const applyOrSetAside = async (deps: Deps, aside: SetAside, event: InstanceEvent) => {
  const name = 'instance' in event ? event.instance.name : undefined;
  const attempts = name !== undefined && aside.has(name) ? 1 : ATTEMPTS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await applyEvent(deps, event, (each, error) => aside.add(each, error));
      if (name !== undefined) aside.heal(name);
      return;
    } catch (error) {
      if (error instanceof EventsLost) throw error;
      await answers(deps);
      if (attempt < attempts) await delay(20 * attempt);
      else if (name === undefined) throw error;
      else return aside.add(name, error);
    }
  }
};
