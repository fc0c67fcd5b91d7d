'use client';
import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';

/** Whose desktops these are, with the id that support asks for. */
export const OrganizationCard = () => {
  const client = useCyberdesk();
  const { data, error } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => client.me({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ErrorState {...explain(error)} />;
  return (
    <Card className="flex items-center justify-between gap-4 p-6">
      <div className="flex min-w-0 grow flex-col gap-1">
        <h2 className="font-semibold tracking-tight">Organization</h2>
        {data ? (
          <>
            <p className="truncate text-sm">{data.organization.name}</p>
            <p className="truncate font-mono text-xs text-muted">{data.organization.id}</p>
          </>
        ) : (
          <Skeleton className="h-10 w-2/3" />
        )}
      </div>
      {data && <CopyButton text={data.organization.id} label="Copy the organization's id" />}
    </Card>
  );
};
