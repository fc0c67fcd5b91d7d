import type { InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import type { Deps } from '../deps.ts';
import { applyInstance, applyRemoved } from '../instances.ts';
import { applyRemoval, expectedInstances } from '../store/removal.ts';

/** The stream must be opened anew, with a snapshot. */
export class EventsLost extends Error {
  override readonly name = 'EventsLost';
}

/** Hears of an instance that could not be handled while the others of the event could. */
export type OnFault = (name: string, error: unknown) => void;

const rethrow: OnFault = (_name, error) => {
  throw error;
};

/** Applies one event of the cluster. */
export const applyEvent = async (
  deps: Deps,
  event: InstanceEvent,
  onFault = rethrow,
): Promise<void> => {
  switch (event.type) {
    case 'instance.changed':
      return applyInstance(deps, event.instance);
    case 'instance.removed':
      return applyRemoved(deps, event.instance);
    case 'instances.synced':
      return compare(deps, new Set(event.names), onFault);
    case 'gap':
      throw new EventsLost('events were lost');
    default:
      return; // a newer gateway may send more
  }
};

/** After a snapshot: desktops that the cluster does not know any more. */
const compare = async (deps: Deps, names: Set<string>, onFault: OnFault): Promise<void> => {
  for (const { id } of await expectedInstances(deps.db, deps.config.CLUSTER_ID)) {
    const name = toResourceName(id);
    if (names.has(name)) continue;
    await applyRemoval(deps.db, id).catch(async (error: unknown) => {
      await answers(deps);
      onFault(name, error);
    });
  }
};

/** Throws when the database does not answer at all: then nothing that it was asked for is at fault. */
export const answers = ({ pool }: Deps): Promise<unknown> => pool.query('select 1');
