import type { Context } from '../context.ts';
import type { Outcome } from '../reconcile/account.ts';

/** One pass over one snapshot. */
export async function reconcileSnapshot(_context: Context, _name: string): Promise<Outcome> {
  return { wakeAt: undefined };
}
