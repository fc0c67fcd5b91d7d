import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { updateInstance as update } from '../domain/instances.ts';
import { refOf } from '../confine.ts';
import { tellRunning } from '../machine.ts';
import type { Context } from '../services.ts';

/** Changes deadline, policies or revocations of an instance. */
export const updateInstance: Handlers<Context>['updateInstance'] = async (
  { path, body },
  context,
) => {
  const { services } = context;
  const instance = await update(services.cluster, refOf(path, context), body);
  if (body.network !== undefined) tellRunning(services, instance);
  return instance;
};
