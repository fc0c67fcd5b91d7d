import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { refOf } from '../confine.ts';
import { restoreInstance as restore } from '../domain/restore.ts';
import type { Context } from '../services.ts';

/** Makes the disk of an instance that of one of its snapshots. */
export const restoreInstance: Handlers<Context>['restoreInstance'] = ({ path, body }, context) =>
  restore(context.services.cluster, refOf(path, context), body);
