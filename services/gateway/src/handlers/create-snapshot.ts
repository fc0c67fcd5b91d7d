import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { checkOwner } from '../confine.ts';
import { createSnapshot as create } from '../domain/create-snapshot.ts';
import type { Context } from '../services.ts';

/** Keeps the disk of an instance. */
export const createSnapshot: Handlers<Context>['createSnapshot'] = ({ body }, context) => {
  checkOwner(body.organizationId, context, 'organizationId');
  return create(context.services.cluster, body);
};
