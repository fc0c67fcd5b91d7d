import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { bindInstance as bind } from '../bind.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Binds the machine that stands in the instance's status. */
export const bindInstance: Handlers<Context>['bindInstance'] = ({ path, body }, context) =>
  bind(context.services, { ...refOf(path, context), organizationId: undefined }, body.uid);
