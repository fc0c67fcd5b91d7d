import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';

/** Says that the process answers. */
export const getHealth: Handlers<Context>['getHealth'] = async () => ({ status: 'ok' });
