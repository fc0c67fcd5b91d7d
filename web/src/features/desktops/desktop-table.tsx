'use client';
import type { DesktopData } from 'cyberdesk';
import Link from 'next/link';
import { Card } from '@/components/ui/card.tsx';
import { useNow } from '@/lib/use-now.ts';
import { countdown, money, relative } from '@/lib/format.ts';
import { DesktopActions } from './actions.tsx';
import { StateBadge } from './state-badge.tsx';

/** Desktops as a table; on a phone only what matters there. */
export const DesktopTable = ({ desktops }: { desktops: DesktopData[] }) => (
  <Card className="overflow-hidden">
    <table className="w-full text-sm">
      <thead className="border-b bg-sunken text-left text-xs text-muted">
        <tr>
          <th className="px-4 py-2.5 font-medium">Name</th>
          <th className="px-4 py-2.5 font-medium">State</th>
          <th className="hidden px-4 py-2.5 font-medium md:table-cell">Size</th>
          <th className="hidden px-4 py-2.5 font-medium md:table-cell">Time left</th>
          <th className="hidden px-4 py-2.5 font-medium lg:table-cell">Cost</th>
          <th className="hidden px-4 py-2.5 font-medium lg:table-cell">Created</th>
          <th className="w-12">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y" aria-live="polite">
        {desktops.map((desktop) => (
          <Row key={desktop.id} desktop={desktop} />
        ))}
      </tbody>
    </table>
  </Card>
);

const Row = ({ desktop }: { desktop: DesktopData }) => {
  const now = useNow(desktop.state === 'running' ? 1_000 : 30_000);
  const { id, name, state, size, expiresAt, cost, createdAt } = desktop;
  return (
    <tr className="hover:bg-sunken/60">
      <td className="max-w-56 px-4 py-3">
        <Link href={`/desktops/${id}`} className="block truncate font-medium hover:text-accent">
          {name}
        </Link>
      </td>
      <td className="px-4 py-3">
        <StateBadge state={state} />
      </td>
      <td className="hidden px-4 py-3 text-muted md:table-cell">{size}</td>
      <td className="hidden px-4 py-3 font-mono text-xs text-muted md:table-cell">
        {state === 'running' && expiresAt ? countdown(expiresAt, now) : '–'}
      </td>
      <td className="hidden px-4 py-3 text-muted lg:table-cell">
        {money(cost.accruedMicros, cost.currency)}
      </td>
      <td className="hidden px-4 py-3 text-muted lg:table-cell">{relative(createdAt, now)}</td>
      <td className="px-2">
        <DesktopActions desktop={desktop} />
      </td>
    </tr>
  );
};
