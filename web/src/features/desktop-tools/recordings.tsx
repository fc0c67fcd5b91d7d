'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Recording } from 'cyberdesk';
import { Circle, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { ConfirmDialog } from '@/components/ui/confirm-dialog.tsx';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { fileName, saveFile } from '@/lib/download.ts';
import { Nothing, Panel } from './panel.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import { RecordingRow } from './recording-row.tsx';
import { useTell } from './use-tell.ts';

const WHILE_RECORDING_MS = 2_000;
const LOOK_MS = 15_000;
/** A long recording is a large file. */
const DOWNLOAD_MS = 3_600_000;

type Change = { type: 'start' } | { type: 'stop' | 'delete' | 'download'; recording: Recording };

/** Films of the screen: begin, end, look at, keep, delete. */
export const Recordings = ({ desktopId, name }: { desktopId: string; name: string }) => {
  const query = useRecordings(desktopId);
  const change = useChange(desktopId, name);
  const [played, play] = useState<Recording>();
  const [doomed, ask] = useState<Recording>();
  const items = query.data ?? [];
  const running = items.find(({ state }) => state === 'recording');
  return (
    <Panel
      title="Recordings"
      query={query}
      actions={<Switch {...{ running, change }} />}
      list={<List {...{ items, change, play, ask }} />}
    >
      Films of the screen, as MP4. They lie on the desktop’s disk, at most 100.
      {played && (
        <RecordingPlayer
          desktopId={desktopId}
          recording={played}
          onClose={() => play(undefined)}
          onSave={() => change.mutate({ type: 'download', recording: played })}
        />
      )}
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={() => ask(undefined)}
        title="Delete this recording?"
        action="Delete recording"
        onConfirm={() => doomed && change.mutate({ type: 'delete', recording: doomed })}
      >
        Its file is removed from the desktop’s disk. It cannot be undone.
      </ConfirmDialog>
    </Panel>
  );
};

const useRecordings = (desktopId: string) => {
  const { recordings } = useCyberdesk().resources;
  return useQuery({
    queryKey: ['recordings', desktopId],
    queryFn: async ({ signal }) =>
      (await recordings.list(desktopId, { limit: 100 }, { signal })).items.toReversed(),
    refetchInterval: ({ state }) =>
      state.data?.some((each) => each.state === 'recording') ? WHILE_RECORDING_MS : LOOK_MS,
  });
};

const useChange = (desktopId: string, name: string) => {
  const { recordings } = useCyberdesk().resources;
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: async (change: Change): Promise<unknown> => {
      if (change.type === 'start') return recordings.start(desktopId);
      const { id, startedAt } = change.recording;
      if (change.type === 'stop') return recordings.stop(desktopId, id);
      if (change.type === 'delete') return recordings.delete(desktopId, id);
      const file = await recordings.download(desktopId, id, { timeoutMs: DOWNLOAD_MS });
      return saveFile(await file.blob(), fileName(name, new Date(startedAt), 'mp4'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['recordings', desktopId] }),
    onError: tell,
  });
};

type Changing = ReturnType<typeof useChange>;

const Switch = ({ running, change }: { running: Recording | undefined; change: Changing }) =>
  running ? (
    <Button
      size="small"
      disabled={change.isPending}
      onClick={() => change.mutate({ type: 'stop', recording: running })}
    >
      <Square className="size-3.5" aria-hidden />
      End recording
    </Button>
  ) : (
    <Button
      size="small"
      look="primary"
      disabled={change.isPending}
      onClick={() => change.mutate({ type: 'start' })}
    >
      <Circle className="size-3.5 fill-current" aria-hidden />
      Record
    </Button>
  );

interface ListProps {
  items: Recording[];
  change: Changing;
  play: (recording: Recording) => void;
  ask: (recording: Recording) => void;
}

const List = ({ items, change, play, ask }: ListProps) => {
  if (items.length === 0) return <Nothing>Nothing was recorded yet.</Nothing>;
  return (
    <ul className="divide-y">
      {items.map((recording) => (
        <RecordingRow
          key={recording.id}
          recording={recording}
          onPlay={() => play(recording)}
          onSave={() => change.mutate({ type: 'download', recording })}
          onDelete={() => ask(recording)}
        />
      ))}
    </ul>
  );
};
