import { Field as Base } from '@base-ui/react/field';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from '@/lib/classes.ts';
import { inputClasses } from './field.tsx';

/** A list to choose from inside a Field. It is the browser's own: every phone and screen reader knows it. */
export const Select = ({ children, className, ...rest }: ComponentProps<'select'>) => (
  <span className="relative">
    <Base.Control
      render={
        <select
          {...rest}
          className={classes(inputClasses, 'cursor-pointer appearance-none pr-9', className)}
        >
          {children}
        </select>
      }
    />
    <ChevronDown
      aria-hidden
      className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
    />
  </span>
);
