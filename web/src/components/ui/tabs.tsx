'use client';
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

/** One of several views at a time. */
export const Tabs = ({ tabs }: { tabs: { label: string; content: ReactNode }[] }) => (
  <Base.Root defaultValue={tabs[0]?.label ?? ''}>
    <Base.List className="mb-3 flex flex-wrap gap-1">
      {tabs.map(({ label }) => (
        <Base.Tab
          key={label}
          value={label}
          className="cursor-pointer rounded-md px-3 py-1.5 text-sm text-muted hover:text-ink data-active:bg-accent-soft data-active:text-ink"
        >
          {label}
        </Base.Tab>
      ))}
    </Base.List>
    {tabs.map(({ label, content }) => (
      <Base.Panel key={label} value={label}>
        {content}
      </Base.Panel>
    ))}
  </Base.Root>
);
