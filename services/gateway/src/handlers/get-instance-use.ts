import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';
import { useOf } from '../use.ts';

/** Says when an instance was last used. Only the operator may ask. */
export const getInstanceUse: Handlers<Context>['getInstanceUse'] = ({ path }, context) =>
  useOf(context.services, refOf(path, context));
