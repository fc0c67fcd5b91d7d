import { Button as Base } from '@base-ui/react/button';
import type { ComponentProps } from 'react';
import { classes } from '@/lib/classes.ts';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'border border-danger text-danger hover:bg-danger-soft',
} as const;

const sizes = {
  small: 'h-8 gap-1.5 px-2.5 text-sm',
  medium: 'h-10 gap-2 px-4 text-sm',
  large: 'h-12 gap-2.5 px-6 text-base',
  icon: 'size-9',
} as const;

export interface ButtonLook {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

/** Classes of a button, for links that look like one. */
export const buttonClasses = ({ look = 'secondary', size = 'medium' }: ButtonLook = {}): string =>
  classes(
    'inline-flex shrink-0 cursor-pointer items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors',
    'disabled:pointer-events-none disabled:opacity-50 data-disabled:pointer-events-none data-disabled:opacity-50',
    looks[look],
    sizes[size],
  );

/** A button. An icon alone needs an `aria-label`. */
export const Button = ({
  look,
  size,
  className,
  ...rest
}: ComponentProps<typeof Base> & ButtonLook) => (
  <Base
    className={classes(
      buttonClasses({ ...(look ? { look } : {}), ...(size ? { size } : {}) }),
      typeof className === 'string' && className,
    )}
    {...rest}
  />
);
