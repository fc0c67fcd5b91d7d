import type { ReactNode } from 'react';

/** Title of a page, what it is for, and its main action. */
export const PageHeader = ({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="mb-7 flex flex-wrap items-end justify-between gap-4">
    <div className="flex flex-col gap-1">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children && <p className="max-w-prose text-sm text-muted">{children}</p>}
    </div>
    {action}
  </div>
);
