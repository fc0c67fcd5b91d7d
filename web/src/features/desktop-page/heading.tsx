'use client';
import type { DesktopData } from 'cyberdesk';
import { Clock, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { DesktopActions } from '@/features/desktops/actions.tsx';
import { ExtendDialog } from '@/features/desktops/dialogs.tsx';
import { useChangeDesktop } from '@/features/desktops/queries.ts';
import { StateBadge } from '@/features/desktops/state-badge.tsx';
import { canExtend, canStart, canStop } from '@/features/desktops/states.ts';
import { TimeLeft } from '@/features/desktops/time-left.tsx';

/** Name and state of a desktop, and what is done with it most. */
export const Heading = ({ desktop }: { desktop: DesktopData }) => {
  const { id, name, state } = desktop;
  const change = useChangeDesktop(id);
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 items-center gap-3">
        <h1 className="truncate text-2xl font-semibold tracking-tight">{name}</h1>
        <StateBadge state={state} />
      </div>
      <div className="flex items-center gap-2">
        <Deadline desktop={desktop} />
        {canStart(state) && (
          <Button
            look="primary"
            disabled={change.isPending}
            onClick={() => change.mutate({ type: 'start' })}
          >
            <Play className="size-4" aria-hidden />
            Start
          </Button>
        )}
        {canStop(state) && (
          <Button disabled={change.isPending} onClick={() => change.mutate({ type: 'stop' })}>
            <Square className="size-4" aria-hidden />
            Stop
          </Button>
        )}
        <DesktopActions desktop={desktop} inPage />
      </div>
    </header>
  );
};

/** When it ends by itself, and a way to put that off. */
const Deadline = ({ desktop }: { desktop: DesktopData }) => {
  const [isAsking, ask] = useState(false);
  const { state, expiresAt, onExpire } = desktop;
  if (!canExtend(state) || !expiresAt) return null;
  return (
    <>
      <Button onClick={() => ask(true)}>
        <Clock className="size-4" aria-hidden />
        <span className="hidden sm:inline">
          {onExpire === 'delete' ? 'Deleted in' : 'Stops in'}
        </span>
        <TimeLeft expiresAt={expiresAt} />
        <span className="sr-only">: extend</span>
      </Button>
      <ExtendDialog desktop={desktop} open={isAsking} onClose={() => ask(false)} />
    </>
  );
};
