'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UsageReport } from 'cyberdesk';
import { ChartNoAxesColumn } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { classes } from '@/lib/classes.ts';
import { counted, duration, money } from '@/lib/format.ts';
import { beginOf, everyDay, spans, type SpanId } from './spans.ts';
import { UsageChart } from './usage-chart.tsx';
import { UsageByDay, UsageByDesktop } from './usage-tables.tsx';

/** Running desktops are counted up to now, so that it is read again while it is looked at. */
const LOOK_MS = 30_000;

/** What desktops ran and cost, by day and by desktop. */
export const UsagePage = () => {
  const [span, setSpan] = useState<SpanId>('month');
  const client = useCyberdesk();
  const query = useQuery({
    queryKey: ['usage', span],
    queryFn: ({ signal }) =>
      client.resources.usage.get({ from: beginOf(span, Date.now()) }, { signal }),
    refetchInterval: LOOK_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title="Usage" action={<SpanSwitch value={span} onChange={setSpan} />}>
        What ran and what it cost, up to now. Days are those of UTC.
      </PageHeader>
      {query.isError && !query.data ? (
        <ErrorState
          {...explain(query.error)}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
      ) : (
        <Content report={query.data} />
      )}
    </>
  );
};

const Content = ({ report }: { report: UsageReport | undefined }) => {
  if (!report) return <Loading />;
  const { total, currency, desktops } = report;
  if (total.runningSeconds === 0)
    return (
      <EmptyState icon={<ChartNoAxesColumn />} title="Nothing ran in this time">
        Start a desktop: each second that it runs is counted here.
      </EmptyState>
    );
  const days = everyDay(report.days, report.from, report.to);
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-5">
        <Total name="Cost" value={money(total.costMicros, currency)} />
        <Total name="Running time" value={duration(total.runningSeconds)} />
        <Total name="Desktops that ran" value={counted(desktops.length, 'desktop')} />
      </dl>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card className="p-5">
          <UsageChart days={days} currency={currency} />
        </Card>
        <UsageByDay days={report.days} currency={currency} />
      </div>
      <UsageByDesktop desktops={desktops} currency={currency} />
    </div>
  );
};

const Total = ({ name, value }: { name: string; value: string }) => (
  <Card className="p-5 last:max-sm:col-span-2">
    <dt className="text-sm text-muted">{name}</dt>
    <dd className="mt-1 text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
  </Card>
);

const SpanSwitch = ({ value, onChange }: { value: SpanId; onChange: (id: SpanId) => void }) => (
  <div role="group" aria-label="Span of time" className="flex gap-1 rounded-lg bg-sunken p-1">
    {spans.map(({ id, label }) => (
      <button
        key={id}
        type="button"
        aria-pressed={value === id}
        onClick={() => onChange(id)}
        className={classes(
          'cursor-pointer rounded-md px-3 py-1 text-sm',
          value === id ? 'bg-surface font-medium shadow-xs' : 'text-muted hover:text-ink',
        )}
      >
        {label}
      </button>
    ))}
  </div>
);

const Loading = () => (
  <div role="status" aria-label="Loading usage" className="flex flex-col gap-5">
    <div className="grid grid-cols-2 gap-5 sm:grid-cols-3">
      {['a', 'b', 'c'].map((key) => (
        <Skeleton key={key} className="h-24 rounded-xl" />
      ))}
    </div>
    <Skeleton className="h-72 rounded-xl" />
  </div>
);
