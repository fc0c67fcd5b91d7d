'use client';
import type { Size } from 'cyberdesk';
import { Skeleton } from '@/components/ui/states.tsx';
import { bytes, money } from '@/lib/format.ts';
import { useSizes } from './queries.ts';

/** Sizes beside each other, with what they hold and cost. */
export const SizeChoice = ({ error }: { error: string | undefined }) => {
  const sizes = useSizes();
  const items = sizes.data?.items ?? [];
  const first = items.find(({ available }) => available)?.id;
  return (
    <fieldset
      className="flex flex-col gap-1.5"
      aria-invalid={error !== undefined}
      aria-describedby={error ? 'size-error' : undefined}
    >
      <legend className="mb-1.5 text-sm font-medium">Size</legend>
      {sizes.isPending && <Skeleton className="h-24" />}
      <div className="grid grid-cols-2 gap-2">
        {items.map((size) => (
          <SizeCard key={size.id} size={size} isFirst={size.id === first} />
        ))}
      </div>
      {sizes.isError && (
        <p className="text-sm text-muted">The sizes cannot be read; the smallest is taken.</p>
      )}
      {error !== undefined && (
        <p id="size-error" className="text-sm text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
};

const SizeCard = ({ size, isFirst }: { size: Size; isFirst: boolean }) => (
  <label className="relative flex cursor-pointer flex-col gap-0.5 rounded-lg border border-line-strong p-3 text-sm transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:pointer-events-none has-disabled:opacity-50">
    <input
      type="radio"
      name="size"
      value={size.id}
      defaultChecked={isFirst}
      disabled={!size.available}
      className="absolute opacity-0"
    />
    <span className="flex items-baseline justify-between gap-2">
      <span className="font-medium">{size.id}</span>
      <span className="text-xs text-muted tabular-nums">
        {money(size.ratePerHourMicros, size.currency)}/h
      </span>
    </span>
    <span className="text-xs text-muted">
      {size.vcpus} vCPU · {bytes(size.memoryBytes)} · {bytes(size.diskBytes)} disk
    </span>
    {!size.available && <span className="text-xs text-warning">too large for this cluster</span>}
  </label>
);
