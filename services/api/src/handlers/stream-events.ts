import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';
import { followEvents, placeOf } from '../events.ts';

/** The organization's events, as they come. */
export const streamEvents: Handlers<Context>['streamEvents'] = async ({ headers }, context) => {
  const { deps, principal, signal } = context;
  const place = await placeOf(context, headers['Last-Event-ID']);
  if (!deps.eventStreams.take(principal.organization.id, signal))
    throw problem(
      'limitReached',
      'Your organization follows its events too many times at once. Close a stream and try again.',
      { headers: { 'retry-after': '5' } },
    );
  return followEvents(context, place);
};
