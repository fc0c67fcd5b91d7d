import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { ForkResult } from '@cyberdesk/generated/gateway/types.gen';
import { asProblem } from '@cyberdesk/runtime';
import { refOf } from '../confine.ts';
import { type ForkOutcome, forkInstance as fork } from '../domain/fork.ts';
import { toProblem } from '../problems.ts';
import type { Context } from '../services.ts';

/** Makes more instances of one. What fails of one fork is its own result. */
export const forkInstance: Handlers<Context>['forkInstance'] = async ({ path, body }, context) => {
  const outcomes = await fork(context.services.cluster, refOf(path, context), body);
  return { items: outcomes.map((outcome) => resultOf(outcome, context)) };
};

const resultOf = (outcome: ForkOutcome, { services, request }: Context): ForkResult => {
  if ('instance' in outcome) return outcome;
  const { name, error } = outcome;
  const { status, code, detail } = asProblem(toProblem(error));
  if (status >= 500)
    services.log.error({ err: error, instance: name, requestId: request.requestId }, 'fork failed');
  return { name, problem: code, detail };
};
