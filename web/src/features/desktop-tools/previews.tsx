'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreatedPreview, Preview } from 'cyberdesk';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { ConfirmDialog } from '@/components/ui/confirm-dialog.tsx';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { useNow } from '@/lib/use-now.ts';
import { Nothing, Panel } from './panel.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { PreviewRow } from './preview-row.tsx';
import { useTell } from './use-tell.ts';

const LOOK_MS = 15_000;

/** Ports of the desktop that are reached from outside. */
export const Previews = ({ desktopId }: { desktopId: string }) => {
  const query = usePreviews(desktopId);
  const revoke = useRevoke(desktopId);
  const [isOpening, open] = useState(false);
  const [doomed, ask] = useState<Preview>();
  // The API tells the link of a private preview once: it stays here until the page is left.
  const [links, keepLinks] = useState<Record<string, string>>({});
  const keep = ({ preview, openUrl }: CreatedPreview): void =>
    keepLinks((all) => ({ ...all, [preview.id]: openUrl }));
  const now = useNow(30_000);
  const items = (query.data ?? []).filter(
    ({ revokedAt, expiresAt }) => !revokedAt && Date.parse(expiresAt) > now,
  );
  return (
    <Panel
      title="Previews"
      query={query}
      actions={
        <Button size="small" look="primary" onClick={() => open(true)}>
          Open a port
        </Button>
      }
      list={
        items.length === 0 ? (
          <Nothing>No port is open.</Nothing>
        ) : (
          <ul className="divide-y">
            {items.map((preview) => (
              <PreviewRow
                key={preview.id}
                preview={preview}
                link={links[preview.id] ?? (preview.public ? preview.url : undefined)}
                onRevoke={() => ask(preview)}
              />
            ))}
          </ul>
        )
      }
    >
      Show a web server of the desktop to others, under an address of its own.
      <PreviewDialog
        desktopId={desktopId}
        open={isOpening}
        onClose={() => open(false)}
        onCreated={keep}
      />
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={() => ask(undefined)}
        title={`Close port ${doomed?.port ?? ''}?`}
        action="Close port"
        onConfirm={() => doomed && revoke.mutate(doomed.id)}
      >
        Its address is refused from now on, and open connections are cut.
      </ConfirmDialog>
    </Panel>
  );
};

const usePreviews = (desktopId: string) => {
  const { previews } = useCyberdesk().resources;
  return useQuery({
    queryKey: ['previews', desktopId],
    queryFn: async ({ signal }) =>
      (await previews.list(desktopId, { limit: 100 }, { signal })).items,
    refetchInterval: LOOK_MS,
  });
};

const useRevoke = (desktopId: string) => {
  const { previews } = useCyberdesk().resources;
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => previews.revoke(desktopId, id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['previews', desktopId] }),
    onError: useTell(),
  });
};
