import type { Pool } from 'pg';

/**
 * Runs the work while this process holds the lock; without it returns at once. The lock lives as long as its connection:
 * when that is lost the work is told to end, because another process may have begun.
 */
export const asLeader = async (
  pool: Pool,
  { lock, signal }: { lock: number; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const client = await pool.connect();
  const lost = new AbortController();
  const onLost = (): void => lost.abort(new Error('the connection that holds the lock is lost'));
  client.once('end', onLost).once('error', onLost);
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine',
      [lock],
    );
    if (rows[0]?.mine) await work(AbortSignal.any([signal, lost.signal]));
    lost.signal.throwIfAborted();
  } finally {
    client.release(true);
  }
};
