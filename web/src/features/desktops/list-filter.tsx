'use client';
import { Search } from 'lucide-react';
import { inputClasses } from '@/components/ui/field.tsx';
import { classes } from '@/lib/classes.ts';
import { listedStates } from './queries.ts';

/** Which desktops to show. */
export interface Wanted {
  state: string | undefined;
  text: string;
}

/** By state, and by what is in the name. */
export const ListFilter = ({
  value,
  onChange,
}: {
  value: Wanted;
  onChange: (wanted: Wanted) => void;
}) => (
  <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
    <div role="group" aria-label="Filter by state" className="flex flex-wrap gap-1">
      {[undefined, ...listedStates].map((state) => (
        <button
          key={state ?? 'all'}
          type="button"
          aria-pressed={value.state === state}
          onClick={() => onChange({ ...value, state })}
          className={classes(
            'cursor-pointer rounded-full px-3 py-1 text-sm transition-colors',
            value.state === state
              ? 'bg-accent-soft font-medium text-ink'
              : 'text-muted hover:bg-sunken hover:text-ink',
          )}
        >
          {state ?? 'all'}
        </button>
      ))}
    </div>
    <label className="relative w-full sm:w-64">
      <span className="sr-only">Search by name, id or label</span>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        value={value.text}
        onChange={(event) => onChange({ ...value, text: event.target.value })}
        placeholder="Search"
        className={classes(inputClasses, 'h-9 pl-9')}
      />
    </label>
  </div>
);
