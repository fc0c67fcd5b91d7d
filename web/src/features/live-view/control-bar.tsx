'use client';
import { Bot, UserRound, Users } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import type { ControlHandle, ControlState } from './use-control.ts';

/** Who acts on the desktop, and a way to take that over or give it back. */
export const ControlBar = ({ handle }: { handle: ControlHandle }) => {
  const { control, isPending, take, release } = handle;
  if (!control) return null;
  const { Icon, text } = who(control);
  return (
    <div className="flex min-w-0 items-center gap-2 text-sm" data-control={stateOf(control)}>
      <span role="status" className="flex min-w-0 items-center gap-1.5 text-muted">
        <Icon className="size-4 shrink-0" aria-hidden />
        <span className="truncate">{text}</span>
      </span>
      {control.yours ? (
        <Button size="small" disabled={isPending} onClick={() => release()}>
          Give back control
        </Button>
      ) : (
        <Button
          size="small"
          look={control.held ? 'primary' : 'secondary'}
          disabled={isPending}
          onClick={take}
        >
          Take control
        </Button>
      )}
    </div>
  );
};

const stateOf = ({ held, yours }: ControlState): string => {
  if (!held) return 'free';
  return yours ? 'yours' : 'held';
};

const who = ({ held, yours, holder }: ControlState) => {
  if (yours) return { Icon: UserRound, text: 'Only you act' };
  if (!held) return { Icon: Users, text: 'You and agents act' };
  return holder?.type === 'human'
    ? { Icon: UserRound, text: 'Another person acts; your input is ignored' }
    : { Icon: Bot, text: 'An agent acts; your input is ignored' };
};
