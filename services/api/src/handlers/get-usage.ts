import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';
import { CURRENCY } from '../domain/sizes.ts';
import { summarize } from '../domain/usage.ts';
import { intervalsBetween } from '../store/usage.ts';

const LONGEST_MS = 366 * 86_400_000;

/** What the organization used in a span of time, desktops that run among it. */
export const getUsage: Handlers<Context>['getUsage'] = async ({ query }, { deps, principal }) => {
  const now = new Date();
  const span = spanOf(query, now);
  const rows = await intervalsBetween(deps.db, principal.organization.id, {
    ...span,
    desktopId: query.desktopId,
  });
  const intervals = rows.map((row) => ({
    desktopId: row.desktop_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    ratePerHourMicros: row.rate_per_hour_micros,
  }));
  const { total, days, desktops } = summarize(intervals, span, now);
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    currency: CURRENCY,
    total,
    days: days.map(({ name, ...amounts }) => ({ day: name, ...amounts })),
    desktops: desktops.map(({ name, ...amounts }) => ({ desktopId: name, ...amounts })),
  };
};

const spanOf = (
  { from, to }: { from?: string; to?: string },
  now: Date,
): { from: Date; to: Date } => {
  const end = to ? new Date(to) : now;
  const begin = from
    ? new Date(from)
    : new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), 1));
  const length = end.getTime() - begin.getTime();
  if (length >= 0 && length <= LONGEST_MS) return { from: begin, to: end };
  const message =
    length < 0
      ? 'lies after `to`; send an earlier time'
      : 'lies more than 366 days before `to`; ask for a shorter span';
  throw problem('unprocessable', `from ${message}.`, {
    errors: [{ pointer: 'query/from', message }],
  });
};
