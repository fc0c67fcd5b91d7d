import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getTimeline: Handlers<Context>['getTimeline'] = ({ query }, { system }) =>
  system.timeline.list(query);
