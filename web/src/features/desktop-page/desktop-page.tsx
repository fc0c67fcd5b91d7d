'use client';
import { NotFoundError, type DesktopData } from 'cyberdesk';
import { ArrowLeft, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useEffect } from 'react';
import { Button, buttonClasses } from '@/components/ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { DesktopTools } from '@/features/desktop-tools/desktop-tools.tsx';
import { useDesktop } from '@/features/desktops/queries.ts';
import { LiveDesktop } from '@/features/live-view/live-desktop.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { Details } from './details.tsx';
import { Heading } from './heading.tsx';
import { StateView } from './state-view.tsx';

/** One desktop: its live screen while it runs, and all that is known of it. */
export const DesktopPage = ({ id }: { id: string }) => {
  const query = useDesktop(id);
  const { data, error } = query;
  if (error instanceof NotFoundError) return <Missing />;
  return (
    <div className="flex flex-col gap-5">
      <Link
        href="/desktops"
        className="inline-flex w-fit items-center gap-1.5 rounded-md text-sm text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden />
        Desktops
      </Link>
      {error && (
        <ErrorState
          {...explain(error)}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
      )}
      {data && <Content desktop={data} readAt={query.dataUpdatedAt} />}
      {query.isPending && <Loading />}
    </div>
  );
};

const Content = ({ desktop, readAt }: { desktop: DesktopData; readAt: number }) => {
  const { name } = desktop;
  useEffect(() => {
    document.title = `${name} · Cyberdesk`;
  }, [name]);
  return (
    <>
      <Heading desktop={desktop} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {desktop.state === 'running' ? (
            <>
              <LiveDesktop desktop={desktop} />
              <DesktopTools desktop={desktop} />
            </>
          ) : (
            <StateView desktop={desktop} />
          )}
        </div>
        <Details desktop={desktop} readAt={readAt} />
      </div>
    </>
  );
};

const Loading = () => (
  <div role="status" aria-label="Loading the desktop" className="flex flex-col gap-5">
    <Skeleton className="h-9 w-64" />
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 xl:grid-cols-[minmax(0,1fr)_18rem]">
      <Skeleton className="aspect-16/10 rounded-xl" />
      <Skeleton className="h-72 rounded-xl" />
    </div>
  </div>
);

const Missing = () => (
  <EmptyState
    icon={<SearchX />}
    title="No such desktop"
    action={
      <Link href="/desktops" className={buttonClasses()}>
        Back to your desktops
      </Link>
    }
  >
    It was deleted more than 30 days ago, or it belongs to somebody else.
  </EmptyState>
);
