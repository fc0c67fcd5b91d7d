import type { ReactNode } from 'react';
import { classes } from '@/lib/classes.ts';

/** A raised surface. */
export const Card = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div className={classes('rounded-xl border bg-surface', className)}>{children}</div>
);
