'use client';
import { countdown } from '@/lib/format.ts';
import { useNow } from '@/lib/use-now.ts';
import { classes } from '@/lib/classes.ts';
import { urgency } from './states.ts';

const looks = { calm: 'text-muted', soon: 'text-warning', now: 'text-danger font-medium' } as const;

/** Counts down to a deadline. Not spoken at each second: a screen reader reads it when asked. */
export const TimeLeft = ({ expiresAt }: { expiresAt: string }) => {
  const now = useNow(1_000);
  return (
    <time
      dateTime={expiresAt}
      className={classes('font-mono text-xs tabular-nums', looks[urgency(expiresAt, now)])}
    >
      {countdown(expiresAt, now)}
    </time>
  );
};
