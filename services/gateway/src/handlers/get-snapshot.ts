import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { snapshotOf } from '../confine.ts';
import { readSnapshot } from '../domain/snapshots.ts';
import type { Context } from '../services.ts';

/** Returns a snapshot as the apiserver has it now. */
export const getSnapshot: Handlers<Context>['getSnapshot'] = ({ path }, context) =>
  readSnapshot(context.services.cluster, snapshotOf(path, context));
