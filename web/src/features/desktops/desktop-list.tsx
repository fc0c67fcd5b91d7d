'use client';
import { Monitor, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { classes } from '@/lib/classes.ts';
import { CreateDialog } from './create-dialog.tsx';
import { DesktopTable } from './desktop-table.tsx';
import { listedStates, useDesktops } from './queries.ts';

/** All desktops, live. */
export const DesktopList = () => {
  const router = useRouter();
  const [state, setState] = useState<string>();
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus className="size-4" aria-hidden />
      New desktop
    </Button>
  );
  return (
    <>
      <PageHeader title="Desktops" action={create}>
        Virtual machines with a screen, for you and your agents.
      </PageHeader>
      <StateFilter value={state} onChange={setState} />
      <Content state={state} create={create} />
      <CreateDialog
        open={isCreating}
        onOpenChange={setCreating}
        onCreated={({ id }) => router.push(`/desktops/${id}`)}
      />
    </>
  );
};

const Content = ({ state, create }: { state: string | undefined; create: React.ReactNode }) => {
  const list = useDesktops(state);
  if (list.isPending) return <Loading />;
  if (list.isError)
    return (
      <ErrorState
        {...explain(list.error)}
        action={<Button onClick={() => void list.refetch()}>Try again</Button>}
      />
    );
  const desktops = list.data.pages.flatMap(({ items }) => items);
  if (desktops.length === 0)
    return state ? (
      <EmptyState icon={<Monitor />} title={`No desktop is ${state}`}>
        Choose another state above.
      </EmptyState>
    ) : (
      <EmptyState icon={<Monitor />} title="No desktops yet" action={create}>
        Create one and work in it here, or let an agent drive it through the API.
      </EmptyState>
    );
  return (
    <>
      <DesktopTable desktops={desktops} />
      {list.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
};

const StateFilter = ({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (state: string | undefined) => void;
}) => (
  <div role="group" aria-label="Filter by state" className="mb-4 flex flex-wrap gap-1">
    {[undefined, ...listedStates].map((state) => (
      <button
        key={state ?? 'all'}
        type="button"
        aria-pressed={value === state}
        onClick={() => onChange(state)}
        className={classes(
          'cursor-pointer rounded-full px-3 py-1 text-sm',
          value === state ? 'bg-accent-soft text-ink' : 'text-muted hover:text-ink',
        )}
      >
        {state ?? 'all'}
      </button>
    ))}
  </div>
);

const Loading = () => (
  <div role="status" aria-label="Loading desktops" className="flex flex-col gap-2">
    {['a', 'b', 'c'].map((key) => (
      <Skeleton key={key} className="h-14" />
    ))}
  </div>
);
