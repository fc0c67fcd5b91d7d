import { problem } from '@cyberdesk/generated/problems.gen';
import { ControlHeldFault } from './system/control/held-fault.ts';
import { Fault } from './system/fault.ts';

const RETRY_SOON = { 'retry-after': '1' };
const MAY_PASS = new Set(['unavailable', 'screenUnavailable']);

/** What the system layer reports, as the contract's problem. */
export function asContractProblem(error: unknown): unknown {
  if (!(error instanceof Fault)) return error;
  return problem(error.code, error.message, {
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
    ...(error instanceof ControlHeldFault ? { extra: { holder: error.holder } } : {}),
    ...(MAY_PASS.has(error.code) ? { headers: RETRY_SOON } : {}),
    cause: error.cause ?? error,
  });
}

type Method = (...values: never[]) => unknown;

/** Every handler with its faults told in the contract's words. */
export function withProblems<Handlers extends object>(handlers: Handlers): Handlers {
  const wrapped = Object.entries(handlers as Record<string, Method>).map(([name, handler]) => {
    const guarded = async (...values: never[]): Promise<unknown> => {
      try {
        return await handler(...values);
      } catch (error) {
        throw asContractProblem(error);
      }
    };
    return [name, guarded] as const;
  });
  return Object.fromEntries(wrapped) as unknown as Handlers;
}
