'use client';
import { Monitor, Plus, SearchX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { counted } from '@/lib/format.ts';
import { CreateDialog } from './create-dialog.tsx';
import { DesktopTable } from './desktop-table.tsx';
import { search } from './filter.ts';
import { ListFilter, type Wanted } from './list-filter.tsx';
import { useDesktops } from './queries.ts';

/** All desktops, live. */
export const DesktopList = () => {
  const router = useRouter();
  const [wanted, setWanted] = useState<Wanted>({ state: undefined, text: '' });
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
      <ListFilter value={wanted} onChange={setWanted} />
      <Content wanted={wanted} create={create} />
      <CreateDialog
        open={isCreating}
        onOpenChange={setCreating}
        onCreated={({ id }) => router.push(`/desktops/${id}`)}
      />
    </>
  );
};

type List = ReturnType<typeof useDesktops>;

const Content = ({ wanted, create }: { wanted: Wanted; create: ReactNode }) => {
  const list = useDesktops(wanted.state);
  const text = useDeferredValue(wanted.text.trim());
  useWholeList(list, text !== '');
  if (list.isPending) return <Loading />;
  if (list.isError && !list.data)
    return (
      <ErrorState
        {...explain(list.error)}
        action={<Button onClick={() => void list.refetch()}>Try again</Button>}
      />
    );
  const all = list.data.pages.flatMap(({ items }) => items);
  const shown = search(all, text);
  if (shown.length === 0)
    return text && list.hasNextPage ? (
      <Loading />
    ) : (
      <Nothing isFiltered={text !== ''} state={wanted.state} create={create} />
    );
  return (
    <>
      <DesktopTable desktops={shown} readAt={list.dataUpdatedAt} />
      <p role="status" className="sr-only">
        {text ? `${counted(shown.length, 'desktop')} found` : ''}
      </p>
      {list.hasNextPage && <More list={list} />}
    </>
  );
};

/** The API lists page by page: whoever searches wants to search all of them. */
const useWholeList = (list: List, isWanted: boolean): void => {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list;
  useEffect(() => {
    if (isWanted && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isWanted, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
};

const More = ({ list }: { list: List }) => (
  <div className="mt-4 flex justify-center">
    <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {list.isFetchingNextPage ? 'Loading…' : 'Show more'}
    </Button>
  </div>
);

const Nothing = ({
  isFiltered,
  state,
  create,
}: {
  isFiltered: boolean;
  state: string | undefined;
  create: ReactNode;
}) => {
  if (isFiltered)
    return (
      <EmptyState icon={<SearchX />} title="Nothing found">
        Names, ids and labels are searched. Try fewer words, or another state.
      </EmptyState>
    );
  if (state)
    return (
      <EmptyState icon={<Monitor />} title={`No desktop is ${state}`}>
        Choose another state above.
      </EmptyState>
    );
  return (
    <EmptyState icon={<Monitor />} title="No desktops yet" action={create}>
      Create one and work in it here, or let an agent drive it through the API.
    </EmptyState>
  );
};

const Loading = () => (
  <div role="status" aria-label="Loading desktops" className="flex flex-col gap-2">
    {['a', 'b', 'c'].map((key) => (
      <Skeleton key={key} className="h-14" />
    ))}
  </div>
);
