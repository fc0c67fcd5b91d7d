import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { reply } from '@cyberdesk/runtime';
import { deleteInstance as remove } from '../domain/instances.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Deletes an instance. */
export const deleteInstance: Handlers<Context>['deleteInstance'] = async ({ path }, context) => {
  const instance = await remove(context.services.cluster, refOf(path, context));
  return instance ? reply(202, instance) : reply(204);
};
