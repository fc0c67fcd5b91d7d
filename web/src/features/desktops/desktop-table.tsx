'use client';
import type { DesktopData } from 'cyberdesk';
import Link from 'next/link';
import { Card } from '@/components/ui/card.tsx';
import { dateTime, money, relative } from '@/lib/format.ts';
import { useNow } from '@/lib/use-now.ts';
import { DesktopActions } from './actions.tsx';
import { StateBadge } from './state-badge.tsx';
import { costAt } from './states.ts';
import { TimeLeft } from './time-left.tsx';

/** Desktops as a table; on a phone only what matters there. */
export const DesktopTable = ({
  desktops,
  readAt,
}: {
  desktops: DesktopData[];
  /** When the API said so, in milliseconds: cost grows from there. */
  readAt: number;
}) => (
  <Card className="overflow-hidden">
    <table className="w-full text-sm">
      <caption className="sr-only">Your desktops, newest first</caption>
      <thead className="border-b bg-sunken text-left text-xs text-muted">
        <tr>
          <th scope="col" className="px-4 py-2.5 font-medium">
            Name
          </th>
          <th scope="col" className="px-4 py-2.5 font-medium">
            State
          </th>
          {['Size', 'Time left'].map((label) => (
            <th key={label} scope="col" className="hidden px-4 py-2.5 font-medium md:table-cell">
              {label}
            </th>
          ))}
          {['Cost', 'Created'].map((label) => (
            <th key={label} scope="col" className="hidden px-4 py-2.5 font-medium lg:table-cell">
              {label}
            </th>
          ))}
          <th scope="col" className="w-12">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {desktops.map((desktop) => (
          <Row key={desktop.id} desktop={desktop} readAt={readAt} />
        ))}
      </tbody>
    </table>
  </Card>
);

const Row = ({ desktop, readAt }: { desktop: DesktopData; readAt: number }) => {
  const now = useNow(30_000);
  const { id, name, state, size, expiresAt, cost, createdAt, labels } = desktop;
  return (
    <tr className="transition-colors hover:bg-sunken/60">
      <td className="max-w-40 px-4 py-3 md:max-w-64">
        <Link href={`/desktops/${id}`} className="block truncate font-medium hover:text-accent">
          {name}
        </Link>
        <Labels labels={labels} />
      </td>
      <td className="px-4 py-3">
        <StateBadge state={state} />
      </td>
      <td className="hidden px-4 py-3 text-muted md:table-cell">{size}</td>
      <td className="hidden px-4 py-3 md:table-cell">
        {state === 'running' && expiresAt ? (
          <TimeLeft expiresAt={expiresAt} />
        ) : (
          <span className="text-muted">–</span>
        )}
      </td>
      <td className="hidden px-4 py-3 text-muted tabular-nums lg:table-cell">
        {money(costAt(cost, state, (now - readAt) / 1000), cost.currency)}
      </td>
      <td className="hidden px-4 py-3 text-muted lg:table-cell">
        <time dateTime={createdAt} title={dateTime(createdAt)}>
          {relative(createdAt, now)}
        </time>
      </td>
      <td className="px-2">
        <DesktopActions desktop={desktop} />
      </td>
    </tr>
  );
};

const Labels = ({ labels }: { labels: Record<string, string> }) => {
  const pairs = Object.entries(labels);
  if (pairs.length === 0) return null;
  return (
    <p className="truncate text-xs text-muted">
      {pairs.map(([name, value]) => `${name}=${value}`).join('  ')}
    </p>
  );
};
