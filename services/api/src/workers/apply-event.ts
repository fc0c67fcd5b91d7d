import type { InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import type { Deps } from '../deps.ts';
import { applyInstance, applyRemoved } from '../instances.ts';
import { applyRemoval, expectedInstances } from '../store/removal.ts';

/** The stream must be opened anew, with a snapshot. */
export class EventsLost extends Error {
  override readonly name = 'EventsLost';
}

/** Applies one event of the cluster. */
export const applyEvent = async (deps: Deps, event: InstanceEvent): Promise<void> => {
  switch (event.type) {
    case 'instance.changed':
      return applyInstance(deps, event.instance);
    case 'instance.removed':
      return applyRemoved(deps, event.instance);
    case 'instances.synced':
      return compare(deps, new Set(event.names));
    case 'gap':
      throw new EventsLost('events were lost');
    default:
      return; // a newer gateway may send more
  }
};

/** After a snapshot: desktops that the cluster does not know any more. */
const compare = async (deps: Deps, names: Set<string>): Promise<void> => {
  for (const { id } of await expectedInstances(deps.db, deps.config.CLUSTER_ID))
    if (!names.has(toResourceName(id))) await applyRemoval(deps.db, id);
};
