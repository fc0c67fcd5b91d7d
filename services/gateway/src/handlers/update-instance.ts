import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { updateInstance as update } from '../domain/instances.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Changes deadline or revocations of an instance. */
export const updateInstance: Handlers<Context>['updateInstance'] = ({ path, body }, context) =>
  update(context.services.cluster, refOf(path, context), body);
