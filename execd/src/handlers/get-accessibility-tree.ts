import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getAccessibilityTree: Handlers<Context>['getAccessibilityTree'] = (
  { query },
  { system },
) => system.accessibility.tree(query);
