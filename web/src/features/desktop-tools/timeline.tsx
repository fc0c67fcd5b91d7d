'use client';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { TimelineEntry } from 'cyberdesk';
import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { fileName, saveFile } from '@/lib/download.ts';
import { Nothing, Panel } from './panel.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { useTell } from './use-tell.ts';

const PAGE = 25;
const LOOK_MS = 5_000;
const EXPORT_MS = 600_000;

/** What was done on the desktop, by whom, and how the screen looked before and after. */
export const Timeline = ({ desktopId, name }: { desktopId: string; name: string }) => {
  const query = useTimeline(desktopId);
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title="Timeline"
      query={query}
      actions={<Export desktopId={desktopId} name={name} />}
      list={
        <>
          <List desktopId={desktopId} entries={entries} />
          {query.hasNextPage && (
            <div className="border-t p-3 text-center">
              <Button
                size="small"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show earlier
              </Button>
            </div>
          )}
        </>
      }
    >
      Everything that people and agents did here, newest first. What was typed is not kept.
    </Panel>
  );
};

const useTimeline = (desktopId: string) => {
  const { timeline } = useCyberdesk().resources;
  return useInfiniteQuery({
    queryKey: ['timeline', desktopId],
    queryFn: ({ pageParam, signal }) =>
      timeline.list(
        desktopId,
        { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: LOOK_MS,
  });
};

const List = ({ desktopId, entries }: { desktopId: string; entries: TimelineEntry[] }) => {
  if (entries.length === 0) return <Nothing>Nothing was done here yet.</Nothing>;
  return (
    <ol tabIndex={0} aria-label="Entries" className="max-h-[36rem] divide-y overflow-y-auto">
      {entries.map((entry) => (
        <TimelineRow key={entry.id} desktopId={desktopId} entry={entry} />
      ))}
    </ol>
  );
};

const Export = ({ desktopId, name }: { desktopId: string; name: string }) => {
  const { timeline } = useCyberdesk().resources;
  const save = useMutation({
    mutationFn: async () => {
      const file = await timeline.export(desktopId, { timeoutMs: EXPORT_MS });
      saveFile(await file.blob(), fileName(`${name} timeline`, new Date(), 'tar.gz'));
    },
    onError: useTell(),
  });
  return (
    <Button size="small" disabled={save.isPending} onClick={() => save.mutate()}>
      <Download className="size-4" aria-hidden />
      Export
    </Button>
  );
};
