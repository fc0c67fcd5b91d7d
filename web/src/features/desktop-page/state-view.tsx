'use client';
import type { DesktopData } from 'cyberdesk';
import {
  CircleAlert,
  CirclePause,
  LoaderCircle,
  Power,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useChangeDesktop } from '@/features/desktops/queries.ts';
import { canStart, isPassing } from '@/features/desktops/states.ts';
import { classes } from '@/lib/classes.ts';
import { dateTime, duration } from '@/lib/format.ts';
import { useNow } from '@/lib/use-now.ts';

interface View {
  icon: LucideIcon;
  title: string;
  text: string;
}

const views: Record<string, View> = {
  pending: { icon: LoaderCircle, title: 'Waiting for a machine', text: 'It starts in a moment.' },
  starting: {
    icon: LoaderCircle,
    title: 'Starting',
    text: 'The machine boots; its screen appears here by itself.',
  },
  paused: { icon: CirclePause, title: 'Paused', text: 'Its memory is kept, nothing runs.' },
  stopping: { icon: LoaderCircle, title: 'Stopping', text: 'Programs are asked to end.' },
  stopped: {
    icon: Power,
    title: 'Stopped',
    text: 'Its disk is kept and costs nothing. Start it to go on where you were.',
  },
  deleting: {
    icon: LoaderCircle,
    title: 'Deleting',
    text: 'The machine and its disk are removed.',
  },
  deleted: { icon: Trash2, title: 'Deleted', text: 'What it used stays listed for 30 days.' },
  failed: { icon: CircleAlert, title: 'Failed', text: 'It could not run.' },
};

/** What stands where the screen would be while a desktop does not run. */
export const StateView = ({ desktop }: { desktop: DesktopData }) => {
  const { id, state, stateReason, stateMessage, display } = desktop;
  const change = useChangeDesktop(id);
  const { icon: Icon, title, text } = views[state] ?? unknown(state);
  const hasFailed = state === 'failed';
  return (
    <section
      aria-label="State"
      data-state={state}
      className={classes(
        'flex min-h-72 flex-col items-center justify-center gap-3 rounded-xl border p-8 text-center',
        hasFailed ? 'border-danger/40 bg-danger-soft' : 'bg-sunken',
      )}
      style={{ aspectRatio: `${display.width} / ${display.height}` }}
    >
      <Icon
        aria-hidden
        className={classes(
          'size-9 stroke-[1.25]',
          hasFailed ? 'text-danger' : 'text-muted',
          isPassing(state) && 'animate-spin',
        )}
      />
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      <p className="max-w-md text-sm text-balance text-muted">{text}</p>
      <Reason reason={stateReason} message={stateMessage} />
      {isPassing(state) && <Since desktop={desktop} />}
      {canStart(state) && (
        <Button
          look="primary"
          className="mt-2"
          disabled={change.isPending}
          onClick={() => change.mutate({ type: 'start' })}
        >
          {hasFailed ? 'Start again' : 'Start'}
        </Button>
      )}
    </section>
  );
};

const unknown = (state: string): View => ({ icon: CircleAlert, title: state, text: '' });

const Reason = ({ reason, message }: { reason: string; message: string }): ReactNode =>
  (reason || message) && (
    <p className="max-w-md rounded-md bg-surface/70 px-3 py-1.5 text-xs text-muted">
      {reason && <span className="font-mono">{reason}</span>}
      {reason && message && ' · '}
      {message}
    </p>
  );

const Since = ({ desktop: { stateSince } }: { desktop: DesktopData }) => {
  const now = useNow(1_000);
  return (
    <p className="text-xs text-muted tabular-nums" title={dateTime(stateSince)}>
      for {duration((now - Date.parse(stateSince)) / 1000)}
    </p>
  );
};
