import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

/** Streams changes of all instances. */
export const streamInstanceEvents: Handlers<Context>['streamInstanceEvents'] = (
  { headers },
  { services, caller, request },
) => {
  if (caller.organizationId !== undefined)
    throw problem(
      'insufficientScope',
      'The stream tells of all organizations: use a platform token.',
    );
  const { synced, draining } = services.lifecycle;
  if (!synced || draining)
    throw problem('unavailable', 'The instances are not known yet. Try again.', {
      headers: { 'retry-after': '1' },
    });
  return services.events.read(headers['Last-Event-ID'], request.signal);
};
