import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { exportTimeline as archive } from '../system/timeline/export.ts';

export const exportTimeline: Handlers<Context>['exportTimeline'] = async (_input, { system }) =>
  archive(system.timeline);
