'use client';
import { KeyRound, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyTable } from './key-table.tsx';
import { useKeys } from './queries.ts';

/** API keys: made, listed, revoked. */
export const KeyList = ({ apiUrl }: { apiUrl: string }) => {
  const [isCreating, setCreating] = useState(false);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus className="size-4" aria-hidden />
      New key
    </Button>
  );
  return (
    <>
      <PageHeader title="API keys" action={create}>
        With a key, scripts and agents use your desktops through the API.
      </PageHeader>
      <Content create={create} />
      <CreateKeyDialog open={isCreating} onClose={() => setCreating(false)} apiUrl={apiUrl} />
    </>
  );
};

const Content = ({ create }: { create: ReactNode }) => {
  const list = useKeys();
  if (list.isPending)
    return (
      <div role="status" aria-label="Loading keys" className="flex flex-col gap-2">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </div>
    );
  if (list.isError && !list.data)
    return (
      <ErrorState
        {...explain(list.error)}
        action={<Button onClick={() => void list.refetch()}>Try again</Button>}
      />
    );
  const keys = list.data.pages.flatMap(({ items }) => items);
  if (keys.length === 0)
    return (
      <EmptyState icon={<KeyRound />} title="No keys yet" action={create}>
        The dashboard needs none. Scripts and agents do.
      </EmptyState>
    );
  return (
    <>
      <KeyTable keys={keys} />
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
