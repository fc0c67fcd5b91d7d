import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';

/** Says which build runs. */
export const getVersion: Handlers<Context>['getVersion'] = async (_input, { deps }) => {
  const info = deps.document['info'] as { version: string };
  return { service: 'api', contractVersion: info.version, build: deps.config.BUILD };
};
