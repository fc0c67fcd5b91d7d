import type { KubeClient } from '@cyberdesk/kube/client';
import type { Clock } from '@cyberdesk/kube/clock';
import type { KubeObject } from '@cyberdesk/kube/objects';
import { dataSourceType } from '../constants.ts';
import type { MachineOptions } from '../reconcile/virtual-machine.ts';

interface DataSource extends KubeObject {
  spec?: { source?: object };
  status?: { source?: object };
}

const keptMs = 20_000;

/**
 * Reads which image a DataSource names, at most once in twenty seconds each. A template that is
 * missing has no revision: its machines wait for it, as KubeVirt does.
 */
export function createImageReader(
  client: KubeClient,
  { machineOptions }: { machineOptions: () => Promise<MachineOptions> },
  clock: Clock,
): (template: string) => Promise<string> {
  const kept = new Map<string, { until: number; revision: string }>();
  return async (template) => {
    const known = kept.get(template);
    const now = clock.now();
    if (known !== undefined && now < known.until) return known.revision;
    const { imagesNamespace } = await machineOptions();
    const found = await client.resource<DataSource>(dataSourceType, imagesNamespace).find(template);
    const source = found?.status?.source ?? found?.spec?.source;
    const revision = source === undefined ? '' : JSON.stringify(source);
    kept.set(template, { until: now + keptMs, revision });
    return revision;
  };
}
