import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from '@/lib/classes.ts';

export const inputClasses =
  'h-10 w-full rounded-md border border-line-strong bg-surface px-3 text-sm text-ink placeholder:text-muted/70 focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent/40 data-invalid:border-danger aria-invalid:border-danger';

interface FieldProps {
  label: string;
  name: string;
  hint?: ReactNode;
  /** What is wrong with it, for people. */
  error?: string | undefined;
  children?: ReactNode;
}

/** A label with its control, a hint, and what is wrong with it; tied together for screen readers. */
export const Field = ({ label, name, hint, error, children }: FieldProps) => (
  <Base.Root name={name} invalid={error !== undefined} className="flex flex-col gap-1.5">
    <Base.Label className="text-sm font-medium">{label}</Base.Label>
    {children}
    {hint && <Base.Description className="text-xs text-muted">{hint}</Base.Description>}
    {error !== undefined && (
      <Base.Error match className="text-sm text-danger">
        {error}
      </Base.Error>
    )}
  </Base.Root>
);

/** A line of text inside a Field. */
export const Input = ({ className, ...rest }: ComponentProps<typeof Base.Control>) => (
  <Base.Control
    className={classes(inputClasses, typeof className === 'string' && className)}
    {...rest}
  />
);
