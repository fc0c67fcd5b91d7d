import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkOwner } from '../confine.ts';
import { createInstance as create } from '../domain/create-instance.ts';
import type { Context } from '../services.ts';

/** Creates an instance. */
export const createInstance: Handlers<Context>['createInstance'] = ({ body }, context) => {
  checkOwner(body.spec.organizationId, context, 'spec.organizationId');
  return create(context.services.cluster, body);
};
