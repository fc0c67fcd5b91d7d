'use client';
import { useQuery } from '@tanstack/react-query';
import type { Recording } from 'cyberdesk';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { bytes, dateTime } from '@/lib/format.ts';

interface RecordingPlayerProps {
  desktopId: string;
  recording: Recording;
  onClose: () => void;
  onSave: () => void;
}

/** Shows a recording. The whole file is fetched first: a player cannot send who is asking. */
export const RecordingPlayer = ({ recording, onClose, onSave, ...rest }: RecordingPlayerProps) => (
  <Dialog
    open
    onOpenChange={onClose}
    title={recording.name ?? 'Recording'}
    description={`Of ${dateTime(recording.startedAt)}, ${bytes(recording.sizeBytes)}.`}
  >
    <Film recording={recording} {...rest} />
    <div className="mt-5 flex justify-end">
      <Button onClick={onSave}>Download</Button>
    </div>
  </Dialog>
);

const Film = ({ desktopId, recording }: Pick<RecordingPlayerProps, 'desktopId' | 'recording'>) => {
  const { recordings } = useCyberdesk().resources;
  const { id, width, height } = recording;
  const { data, error } = useQuery({
    queryKey: ['recording', desktopId, id],
    queryFn: async ({ signal }) =>
      (await recordings.download(desktopId, id, { signal, timeoutMs: 600_000 })).blob(),
    // Kept while it is shown, and no longer: it may be large.
    gcTime: 0,
    staleTime: Infinity,
  });
  const url = useUrl(data);
  if (error) return <ErrorState {...explain(error)} />;
  const style = { aspectRatio: `${width} / ${height}` };
  if (!url) return <Skeleton className="w-full" />;
  return (
    <video
      src={url}
      controls
      autoPlay
      muted
      playsInline
      aria-label="Recording of the screen"
      className="w-full rounded-md bg-neutral-950"
      style={style}
    />
  );
};

const useUrl = (content: Blob | undefined): string | undefined => {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!content) return undefined;
    const mine = URL.createObjectURL(content);
    setUrl(mine);
    return () => URL.revokeObjectURL(mine);
  }, [content]);
  return url;
};
