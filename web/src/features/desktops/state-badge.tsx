import { Badge, type Tone } from '@/components/ui/badge.tsx';

const tones: Record<string, Tone> = {
  running: 'live',
  pending: 'warning',
  starting: 'warning',
  stopping: 'warning',
  deleting: 'warning',
  failed: 'danger',
};

/** Where a desktop stands. */
export const StateBadge = ({ state }: { state: string }) => (
  <Badge tone={tones[state] ?? 'neutral'} dot={state === 'running'}>
    {state}
  </Badge>
);
