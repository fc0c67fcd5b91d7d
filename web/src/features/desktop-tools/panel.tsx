import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';

interface PanelProps {
  title: string;
  /** What it is for, in a sentence. */
  children: ReactNode;
  actions?: ReactNode;
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  list: ReactNode;
}

/** One tool: what it is for, what can be done, and the list of what there is. */
export const Panel = ({ title, children, actions, query, list }: PanelProps) => (
  <section aria-label={title}>
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-3 border-b px-4 py-3">
        <p className="min-w-0 text-sm text-muted">{children}</p>
        <div className="flex items-center gap-2">{actions}</div>
      </div>
      <Body query={query} list={list} />
    </Card>
  </section>
);

const Body = ({ query, list }: Pick<PanelProps, 'query' | 'list'>) => {
  if (query.error)
    return (
      <div className="p-4">
        <ErrorState
          {...explain(query.error)}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
      </div>
    );
  if (query.isPending) return <Skeleton className="m-4 h-24" />;
  return list;
};

/** Where a list would be. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="px-4 py-10 text-center text-sm text-muted">{children}</p>
);
