'use client';
import type { DesktopData } from 'cyberdesk';
import { Clock, Ellipsis, ExternalLink, Pencil, Play, Square, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { buttonClasses } from '@/components/ui/button.tsx';
import { Menu, type MenuItem } from '@/components/ui/menu.tsx';
import { DeleteDialog, ExtendDialog, RenameDialog } from './dialogs.tsx';
import { useChangeDesktop } from './queries.ts';
import { canDelete, canExtend, canStart, canStop } from './states.ts';

type Asked = 'delete' | 'extend' | 'rename';

/** What can be done with a desktop, as a menu. `inPage` leaves out what its own page shows. */
export const DesktopActions = ({
  desktop,
  inPage = false,
}: {
  desktop: DesktopData;
  inPage?: boolean;
}) => {
  const [asked, ask] = useState<Asked>();
  const close = (): void => ask(undefined);
  return (
    <>
      <Menu
        label={`Actions for ${desktop.name}`}
        className={buttonClasses({ look: 'quiet', size: 'icon' })}
        trigger={<Ellipsis className="size-4" aria-hidden />}
        items={useItems(desktop, inPage, ask)}
      />
      <ExtendDialog desktop={desktop} open={asked === 'extend'} onClose={close} />
      <RenameDialog desktop={desktop} open={asked === 'rename'} onClose={close} />
      <DeleteDialog desktop={desktop} open={asked === 'delete'} onClose={close} />
    </>
  );
};

const useItems = (
  { id, state }: DesktopData,
  inPage: boolean,
  ask: (what: Asked) => void,
): MenuItem[] => {
  const router = useRouter();
  const change = useChangeDesktop(id);
  const item = (label: string, Icon: typeof Play, onSelect: () => void): MenuItem => ({
    label,
    icon: <Icon aria-hidden />,
    onSelect,
  });
  return [
    ...(inPage ? [] : [item('Open', ExternalLink, () => router.push(`/desktops/${id}`))]),
    {
      ...item('Start', Play, () => change.mutate({ type: 'start' })),
      disabled: !canStart(state),
    },
    { ...item('Stop', Square, () => change.mutate({ type: 'stop' })), disabled: !canStop(state) },
    { ...item('Extend…', Clock, () => ask('extend')), disabled: !canExtend(state) },
    { ...item('Rename…', Pencil, () => ask('rename')), disabled: !canDelete(state) },
    { ...item('Delete…', Trash2, () => ask('delete')), danger: true, disabled: !canDelete(state) },
  ];
};
