import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';
import { CURRENCY, fits, sizes } from '../domain/sizes.ts';

const MIB = 1024 * 1024;

/** The sizes, and which of them the cluster has machines for. */
export const listSizes: Handlers<Context>['listSizes'] = async ({ query }, { deps }) => {
  refuseCursor(query.cursor);
  const { MAX_VCPUS: vcpus, MAX_MEMORY_MIB: memoryMiB } = deps.config;
  const items = sizes.map((size) => ({
    id: size.id,
    vcpus: size.vcpus,
    memoryBytes: size.memoryMiB * MIB,
    diskBytes: size.diskGiB * 1024 * MIB,
    ratePerHourMicros: size.ratePerHourMicros,
    currency: CURRENCY,
    available: fits(size, { vcpus, memoryMiB }),
    warmAvailable: false,
  }));
  return { items: items.slice(0, query.limit) };
};

/** A short fixed list has one page. */
export const refuseCursor = (cursor: string | undefined): void => {
  if (cursor === undefined) return;
  const message = 'is not a cursor of this list, which has one page; leave it out';
  throw problem('unknownCursor', `The cursor ${message}.`, {
    errors: [{ pointer: 'query/cursor', message }],
  });
};
