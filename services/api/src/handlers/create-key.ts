import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { presentKey } from '../present.ts';

/** Makes a key that may do no more than its maker. */
export const createKey: Handlers<Context>['createKey'] = async ({ body }, { deps, principal }) => {
  const scopes = [...new Set<string>(body.scopes ?? principal.scopes)];
  const excess = principal.scopes.includes('*')
    ? []
    : scopes.filter((scope) => !principal.scopes.includes(scope));
  if (excess.length > 0) {
    const message = `asks for ${excess.join(', ')}, which you do not have; leave them out`;
    throw problem('insufficientScope', `The key ${message}.`, {
      errors: [{ pointer: '/scopes', message }],
    });
  }
  const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
  if (expiresAt && !(expiresAt.getTime() > Date.now())) {
    const message = 'lies in the past; send a time in the future';
    throw problem('deadlineInvalid', `expiresAt ${message}.`, {
      errors: [{ pointer: '/expiresAt', message }],
    });
  }
  const { row, secret } = await deps.keys.create(principal.organization.id, {
    name: body.name,
    scopes,
    expiresAt,
  });
  return reply(201, { apiKey: presentKey(row), key: secret });
};
