'use client';
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { classes } from '@/lib/classes.ts';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  /** What opens it. */
  trigger: ReactNode;
  /** Names a trigger that has no words of its own. */
  label?: string;
  className?: string;
  items: MenuItem[];
}

/** A list of things to do. */
export const Menu = ({ trigger, label, className, items }: MenuProps) => (
  <Base.Root>
    <Base.Trigger aria-label={label} className={className}>
      {trigger}
    </Base.Trigger>
    <Base.Portal>
      <Base.Positioner sideOffset={6} align="end" className="z-50">
        <Base.Popup className="min-w-44 rounded-lg border bg-surface p-1 shadow-raised outline-none">
          {items.map(({ label, icon, danger, disabled, onSelect }) => (
            <Base.Item
              key={label}
              disabled={disabled ?? false}
              onClick={onSelect}
              className={classes(
                'flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 text-sm outline-none select-none data-disabled:opacity-45 data-highlighted:bg-sunken [&_svg]:size-4',
                danger && 'text-danger',
              )}
            >
              {icon}
              {label}
            </Base.Item>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
