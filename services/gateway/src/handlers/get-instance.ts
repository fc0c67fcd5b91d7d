import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { readInstance } from '../domain/change-instance.ts';
import { refOf } from '../confine.ts';
import type { Context } from '../services.ts';

/** Returns an instance as the apiserver has it now, so that a caller reads what it wrote. */
export const getInstance: Handlers<Context>['getInstance'] = ({ path }, context) =>
  readInstance(context.services.cluster, refOf(path, context));
