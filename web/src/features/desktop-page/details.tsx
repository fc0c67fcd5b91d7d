'use client';
import type { DesktopData } from 'cyberdesk';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { useSizes } from '@/features/desktops/queries.ts';
import { costAt } from '@/features/desktops/states.ts';
import { bytes, dateTime, duration, money } from '@/lib/format.ts';
import { useNow } from '@/lib/use-now.ts';

/** What a desktop costs, and what it is. */
export const Details = ({ desktop, readAt }: { desktop: DesktopData; readAt: number }) => (
  <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-5 sm:grid-cols-[repeat(2,minmax(0,1fr))] xl:grid-cols-[minmax(0,1fr)]">
    <Cost desktop={desktop} readAt={readAt} />
    <Facts desktop={desktop} />
  </div>
);

const Cost = ({ desktop, readAt }: { desktop: DesktopData; readAt: number }) => {
  const { cost, state, runningSeconds } = desktop;
  const isRunning = state === 'running';
  const now = useNow(1_000);
  const seconds = isRunning ? Math.max(0, (now - readAt) / 1000) : 0;
  return (
    <Card className="h-fit p-5">
      <h2 className="text-sm text-muted">Cost so far</h2>
      <p className="mt-1 text-2xl font-semibold tracking-tight tabular-nums" data-cost>
        {money(costAt(cost, state, seconds), cost.currency)}
      </p>
      <p className="mt-2 text-xs text-muted tabular-nums">
        {duration(runningSeconds + seconds)} of running at{' '}
        {money(cost.ratePerHourMicros, cost.currency)} an hour
        {isRunning ? '' : ', nothing while it does not run'}
      </p>
    </Card>
  );
};

const Facts = ({ desktop }: { desktop: DesktopData }) => {
  const { id, region, display, locale, timeZone, keyboardLayout, createdAt, labels } = desktop;
  const pairs = Object.entries(labels);
  return (
    <Card className="p-5 text-sm">
      <h2 className="mb-3 font-medium">Details</h2>
      <dl className="flex flex-col gap-2.5">
        <Fact name="Id">
          <span className="-my-2 flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs" title={id}>
              {id}
            </span>
            <CopyButton text={id} label="Copy the id" />
          </span>
        </Fact>
        <SizeFact id={desktop.size} />
        <Fact name="Region">{region}</Fact>
        <Fact name="Screen">
          {display.width} × {display.height}
        </Fact>
        <Fact name="Language">{locale}</Fact>
        <Fact name="Keyboard">{keyboardLayout}</Fact>
        <Fact name="Time zone">{timeZone}</Fact>
        <Fact name="Created">{dateTime(createdAt)}</Fact>
        {pairs.length > 0 && (
          <Fact name="Labels">
            <span className="flex flex-wrap justify-end gap-1">
              {pairs.map(([name, value]) => (
                <span key={name} className="rounded bg-sunken px-1.5 py-0.5 font-mono text-xs">
                  {name}={value}
                </span>
              ))}
            </span>
          </Fact>
        )}
      </dl>
    </Card>
  );
};

const SizeFact = ({ id }: { id: string }) => {
  const size = useSizes().data?.items.find((each) => each.id === id);
  return (
    <Fact name="Size">
      {id}
      {size && (
        <span className="block text-xs text-muted">
          {size.vcpus} vCPU · {bytes(size.memoryBytes)}
        </span>
      )}
    </Fact>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-4">
    <dt className="shrink-0 text-muted">{name}</dt>
    <dd className="min-w-0 text-right">{children}</dd>
  </div>
);
