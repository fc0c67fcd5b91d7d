import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';

/** Ready when the database answers. The cluster is named but does not count: reading goes on without it. */
export const getReadiness: Handlers<Context>['getReadiness'] = async (_input, { deps }) => {
  const database = await deps.pool.query('select 1').then(
    () => 'ok',
    () => 'does not answer',
  );
  const readiness = { ready: database === 'ok', checks: { database } };
  return readiness.ready ? readiness : reply(503, readiness);
};
