import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { createInstance as create } from '../domain/create-instance.ts';
import type { Context } from '../services.ts';

/** Creates an instance. */
export const createInstance: Handlers<Context>['createInstance'] = (
  { body },
  { services, caller },
) => {
  const { organizationId } = caller;
  if (organizationId !== undefined && organizationId !== body.spec.organizationId)
    throw problem(
      'insufficientScope',
      'spec.organizationId must be the organization of the token.',
    );
  return create(services.cluster, body);
};
