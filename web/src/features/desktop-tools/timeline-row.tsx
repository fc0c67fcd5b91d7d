'use client';
import { useQuery } from '@tanstack/react-query';
import type { TimelineEntry } from 'cyberdesk';
import { Bot, UserRound } from 'lucide-react';
import { useRef } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { timeOfDay } from '@/lib/format.ts';
import { useSeen } from './use-seen.ts';

/** One thing that was done. */
export const TimelineRow = ({ desktopId, entry }: { desktopId: string; entry: TimelineEntry }) => {
  const { actor, at, summary, operation, source, outcome, durationMs } = entry;
  const isHuman = actor.type === 'human';
  const Icon = isHuman ? UserRound : Bot;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {summary}
          {outcome !== 'done' && <Badge tone="warning">{outcome}</Badge>}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-muted tabular-nums">
          <span className="inline-flex items-center gap-1" title={actor.id}>
            <Icon className="size-3.5" aria-hidden />
            {isHuman ? 'Person' : 'Agent'}
          </span>
          <time dateTime={at}>{timeOfDay(at)}</time>
          <span>{source === 'liveView' ? 'live view' : operation}</span>
          <span>{durationMs} ms</span>
        </p>
      </div>
      {entry.thumbnails && <Pictures desktopId={desktopId} id={entry.id} />}
    </li>
  );
};

/** Fetched when the row comes into sight. */
const Pictures = ({ desktopId, id }: { desktopId: string; id: string }) => {
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(place);
  return (
    <div ref={place} className="flex gap-2">
      {(['before', 'after'] as const).map((moment) => (
        <Picture key={moment} {...{ desktopId, id, moment, isSeen }} />
      ))}
    </div>
  );
};

interface PictureProps {
  desktopId: string;
  id: string;
  moment: 'before' | 'after';
  isSeen: boolean;
}

const Picture = ({ desktopId, id, moment, isSeen }: PictureProps) => {
  const { timeline } = useCyberdesk().resources;
  const { data } = useQuery({
    queryKey: ['thumbnail', desktopId, id, moment],
    queryFn: async ({ signal }) =>
      asAddress(await (await timeline.thumbnail(desktopId, id, { moment }, { signal })).blob()),
    enabled: isSeen,
    // It never changes.
    staleTime: Infinity,
  });
  return (
    <figure className="w-28">
      <div className="aspect-16/10 overflow-hidden rounded border bg-sunken">
        {data && (
          <img src={data} alt={`The screen ${moment}`} className="size-full object-contain" />
        )}
      </div>
      <figcaption className="mt-0.5 text-center text-xs text-muted">{moment}</figcaption>
    </figure>
  );
};

/** A small picture as an address that holds it: nothing must be given back later. */
const asAddress = (content: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(new Error('The picture could not be read.')));
    reader.readAsDataURL(content);
  });
