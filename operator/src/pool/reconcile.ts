import type { Context } from '../context.ts';
import type { Outcome } from '../reconcile/account.ts';

/** One pass over one pool. */
export async function reconcilePool(_context: Context, _name: string): Promise<Outcome> {
  return { wakeAt: undefined };
}
