import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';

/** Who is calling. */
export const getMe: Handlers<Context>['getMe'] = async (_input, { principal }) => principal;
