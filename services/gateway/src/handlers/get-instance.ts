import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { readInstance } from '../domain/change-instance.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Returns an instance as the apiserver has it now, so that a caller reads what it wrote; later when it waits. */
export const getInstance: Handlers<Context>['getInstance'] = async ({ path, query }, context) => {
  const { services, request } = context;
  const ref = refOf(path, context);
  const since = await readInstance(services.cluster, ref);
  const { phase, waitSeconds } = query;
  if (phase === undefined || waitSeconds === 0) return since;
  const { signal } = request;
  const timeoutMs = waitSeconds * 1000;
  const found = await services.waits.until({ since, phase, timeoutMs, signal });
  return found ?? readInstance(services.cluster, ref);
};
