'use client';
import type { DesktopData } from 'cyberdesk';
import { Clock, Ellipsis, Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { buttonClasses } from '@/components/ui/button.tsx';
import { ConfirmDialog } from '@/components/ui/confirm-dialog.tsx';
import { Menu } from '@/components/ui/menu.tsx';
import { useChangeDesktop } from './queries.ts';

const HOUR = 3_600;
const startable = new Set(['stopped', 'failed']);
const gone = new Set(['deleting', 'deleted']);

/** What can be done with a desktop, as a menu. */
export const DesktopActions = ({ desktop }: { desktop: DesktopData }) => {
  const change = useChangeDesktop(desktop.id);
  const [asksToDelete, askToDelete] = useState(false);
  const { state, name } = desktop;
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        className={buttonClasses({ look: 'quiet', size: 'icon' })}
        trigger={<Ellipsis className="size-4" aria-hidden />}
        items={[
          {
            label: 'Start',
            icon: <Play aria-hidden />,
            disabled: !startable.has(state),
            onSelect: () => change.mutate({ type: 'start' }),
          },
          {
            label: 'Stop',
            icon: <Square aria-hidden />,
            disabled: state !== 'running',
            onSelect: () => change.mutate({ type: 'stop' }),
          },
          {
            label: 'Run an hour from now',
            icon: <Clock aria-hidden />,
            disabled: state !== 'running',
            onSelect: () => change.mutate({ type: 'extend', seconds: HOUR }),
          },
          {
            label: 'Delete',
            icon: <Trash2 aria-hidden />,
            danger: true,
            disabled: gone.has(state),
            onSelect: () => askToDelete(true),
          },
        ]}
      />
      <ConfirmDialog
        open={asksToDelete}
        onOpenChange={askToDelete}
        title={`Delete ${name}?`}
        action="Delete"
        onConfirm={() => change.mutate({ type: 'delete' })}
      >
        The desktop and everything on its disk are gone for good.
      </ConfirmDialog>
    </>
  );
};
