import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import { checkPlatform } from '../confine.ts';
import type { Context } from '../services.ts';

/** Streams changes of all instances. */
export const streamInstanceEvents: Handlers<Context>['streamInstanceEvents'] = (
  { headers },
  context,
) => {
  checkPlatform(context, 'The stream tells');
  const { services, request } = context;
  const { synced, draining } = services.lifecycle;
  if (!synced || draining)
    throw problem('unavailable', 'The instances are not known yet. Try again.', {
      headers: { 'retry-after': '1' },
    });
  return services.events.read(headers['Last-Event-ID'], request.signal);
};
