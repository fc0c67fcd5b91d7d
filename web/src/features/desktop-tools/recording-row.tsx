import type { Recording } from 'cyberdesk';
import { Download, Play, Trash2, type LucideIcon } from 'lucide-react';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { bytes, dateTime, duration } from '@/lib/format.ts';

interface RecordingRowProps {
  recording: Recording;
  onPlay: () => void;
  onSave: () => void;
  onDelete: () => void;
}

/** One recording and what can be done with it. */
export const RecordingRow = ({ recording, onPlay, onSave, onDelete }: RecordingRowProps) => {
  const { name, state, startedAt, durationMs, sizeBytes, width, height } = recording;
  const title = name ?? dateTime(startedAt);
  const isFinished = state === 'finished';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 grow">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{title}</span>
          <State recording={recording} />
        </p>
        <p className="text-xs text-muted tabular-nums">
          {duration(durationMs / 1000)} · {bytes(sizeBytes)} · {width} × {height}
        </p>
      </div>
      <div className="flex items-center">
        <Tool icon={Play} label={`Play ${title}`} disabled={!isFinished} onClick={onPlay} />
        <Tool icon={Download} label={`Download ${title}`} disabled={!isFinished} onClick={onSave} />
        <Tool icon={Trash2} label={`Delete ${title}`} onClick={onDelete} />
      </div>
    </li>
  );
};

const State = ({ recording: { state, reason } }: { recording: Recording }) => {
  if (state === 'recording')
    return (
      <Badge tone="live" dot>
        recording
      </Badge>
    );
  if (state === 'finished') return null;
  return <Badge tone="danger">{reason ?? state}</Badge>;
};

interface ToolProps {
  icon: LucideIcon;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

const Tool = ({ icon: Icon, label, disabled = false, onClick }: ToolProps) => (
  <Button
    look="quiet"
    size="icon"
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={onClick}
  >
    <Icon className="size-4" aria-hidden />
  </Button>
);
