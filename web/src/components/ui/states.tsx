import type { ReactNode } from 'react';
import { classes } from '@/lib/classes.ts';

/** A place that is loading. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={classes('animate-pulse rounded-md bg-sunken', className)} />
);

/** A list without items, and what to do about it. */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <div className="flex flex-col items-center gap-3 rounded-xl border border-dashed px-6 py-16 text-center">
    <div className="text-muted [&_svg]:size-8 [&_svg]:stroke-[1.25]">{icon}</div>
    <h2 className="font-semibold tracking-tight">{title}</h2>
    <p className="max-w-sm text-sm text-balance text-muted">{children}</p>
    {action && <div className="mt-2">{action}</div>}
  </div>
);

/** What went wrong, what to do, and the id to quote. */
export const ErrorState = ({
  title,
  detail,
  requestId,
  action,
}: {
  title: string;
  detail: string;
  requestId?: string | undefined;
  action?: ReactNode;
}) => (
  <div
    role="alert"
    className="flex flex-col gap-2 rounded-xl border border-danger/40 bg-danger-soft p-5"
  >
    <p className="font-medium text-danger">{title}</p>
    <p className="text-sm text-ink">{detail}</p>
    {requestId && <p className="font-mono text-xs break-all text-muted">Request {requestId}</p>}
    {action && <div className="mt-2">{action}</div>}
  </div>
);
