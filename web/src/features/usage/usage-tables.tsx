'use client';
import { useQuery } from '@tanstack/react-query';
import type { UsageDay, UsageDesktop } from 'cyberdesk';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { duration, money, utcDay } from '@/lib/format.ts';

/** The numbers behind the chart, newest day first. */
export const UsageByDay = ({ days, currency }: { days: UsageDay[]; currency: string }) => (
  <UsageTable caption="By day" first="Day">
    {days.toReversed().map(({ day, runningSeconds, costMicros }) => (
      <tr key={day}>
        <th scope="row" className="px-4 py-2.5 text-left font-normal">
          <time dateTime={day}>{utcDay(day)}</time>
        </th>
        <Amounts seconds={runningSeconds} cost={money(costMicros, currency)} />
      </tr>
    ))}
  </UsageTable>
);

/** Desktops that ran longest, by name where it is still known. */
export const UsageByDesktop = ({
  desktops,
  currency,
}: {
  desktops: UsageDesktop[];
  currency: string;
}) => {
  const names = useNames();
  return (
    <UsageTable caption="By desktop" first="Desktop">
      {desktops.map(({ desktopId, runningSeconds, costMicros }) => (
        <tr key={desktopId}>
          <th scope="row" className="max-w-48 px-4 py-2.5 text-left font-normal">
            <Link href={`/desktops/${desktopId}`} className="block truncate hover:text-accent">
              {names.get(desktopId) ?? <span className="font-mono text-xs">{desktopId}</span>}
            </Link>
          </th>
          <Amounts seconds={runningSeconds} cost={money(costMicros, currency)} />
        </tr>
      ))}
    </UsageTable>
  );
};

const Amounts = ({ seconds, cost }: { seconds: number; cost: string }) => (
  <>
    <td className="px-4 py-2.5 text-right whitespace-nowrap tabular-nums">{duration(seconds)}</td>
    <td className="px-4 py-2.5 text-right tabular-nums">{cost}</td>
  </>
);

const UsageTable = ({
  caption,
  first,
  children,
}: {
  caption: string;
  first: string;
  children: ReactNode;
}) => (
  <Card className="overflow-hidden">
    <div className="max-h-80 overflow-y-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full text-sm">
        <caption className="px-4 pt-4 pb-2 text-left font-medium">{caption}</caption>
        <thead className="text-xs text-muted">
          <tr className="border-b">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              {first}
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              Ran
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              Cost
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">{children}</tbody>
      </table>
    </div>
  </Card>
);

const STATES = ['running', 'starting', 'pending', 'stopping', 'stopped', 'failed', 'deleted'];

/** Names of the newest hundred desktops, deleted ones among them. */
const useNames = (): Map<string, string> => {
  const client = useCyberdesk();
  const { data } = useQuery({
    queryKey: ['desktop-names'],
    queryFn: ({ signal }) =>
      client.resources.desktops.list({ limit: 100, state: STATES }, { signal }),
  });
  return new Map(data?.items.map(({ id, name }) => [id, name]));
};
