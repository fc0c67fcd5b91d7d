import type { Db } from './database.ts';

/** A span in which a desktop ran; `ended_at` is null while it runs. */
export interface IntervalRow {
  desktop_id: string;
  started_at: Date;
  ended_at: Date | null;
  rate_per_hour_micros: number;
}

const MOST = 200_000;

/** Running spans of an organization that touch a span of time. */
export const intervalsBetween = (
  db: Db,
  organization: string,
  span: { from: Date; to: Date; desktopId: string | undefined },
): Promise<IntervalRow[]> =>
  db
    .selectFrom('usage_intervals')
    .innerJoin('desktops', 'desktops.id', 'usage_intervals.desktop_id')
    .select(['usage_intervals.desktop_id', 'started_at', 'ended_at', 'rate_per_hour_micros'])
    .where('usage_intervals.organization_id', '=', organization)
    .where('started_at', '<', span.to)
    .where((each) => each.or([each('ended_at', 'is', null), each('ended_at', '>', span.from)]))
    .$if(span.desktopId !== undefined, (query) =>
      query.where('usage_intervals.desktop_id', '=', span.desktopId ?? ''),
    )
    .limit(MOST)
    .execute();
