'use client';
import type { Command } from 'cyberdesk';
import { Plus, SquareTerminal, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { ConfirmDialog } from '@/components/ui/confirm-dialog.tsx';
import { EmptyState, ErrorState } from '@/components/ui/states.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { dateTime } from '@/lib/format.ts';
import { DesktopGrants } from './desktop-grant.ts';
import { useChangeTerminals, useTerminals } from './queries.ts';

/** Loaded when the first terminal is opened: what draws it is large. */
const TerminalView = dynamic(() => import('./terminal-view.tsx').then((all) => all.TerminalView), {
  ssr: false,
  loading: () => <p className="bg-sunken p-3 text-sm text-muted">Loading the terminal…</p>,
});

interface TerminalPanelProps {
  desktopId: string;
  /** Id of the terminal that is shown. */
  shown: string | undefined;
  onShow: (id: string | undefined) => void;
}

/** Shells in the desktop. They run on when nobody looks, and are offered again. */
export const TerminalPanel = ({ desktopId, shown, onShow }: TerminalPanelProps) => {
  const client = useCyberdesk();
  const grants = useMemo(() => new DesktopGrants(client, desktopId), [client, desktopId]);
  const { data, error, refetch } = useTerminals(desktopId);
  const { start, end } = useChangeTerminals(desktopId);
  // A terminal whose program has ended stays in sight until it is closed.
  const command = useLast(data, shown);
  const open = (): void => start.mutate(undefined, { onSuccess: ({ id }) => onShow(id) });
  if (error)
    return (
      <ErrorState
        {...explain(error)}
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    );
  if (!command && data?.length === 0)
    return <NoTerminals isPending={start.isPending} onOpen={open} />;
  return (
    <section aria-label="Terminal" className="overflow-hidden rounded-xl border bg-surface">
      <Bar
        terminals={data ?? []}
        {...{ shown, onShow }}
        isPending={start.isPending}
        onOpen={open}
        onEnd={(id) => end.mutate(id, { onSuccess: () => onShow(undefined) })}
      />
      {command && <TerminalView key={command.id} {...{ desktopId, command, grants }} />}
      {!command && data && (
        <p className="border-t px-4 py-10 text-center text-sm text-muted">
          These terminals run. Choose one to go on in it.
        </p>
      )}
    </section>
  );
};

const useLast = (all: Command[] | undefined, id: string | undefined): Command | undefined => {
  const [last, setLast] = useState<Command>();
  const found = all?.find((each) => each.id === id);
  if (found && found.id !== last?.id) setLast(found);
  if (id === undefined) return undefined;
  return last?.id === id ? last : found;
};

const NoTerminals = ({ isPending, onOpen }: { isPending: boolean; onOpen: () => void }) => (
  <EmptyState
    icon={<SquareTerminal />}
    title="No terminal runs"
    action={
      <Button look="primary" disabled={isPending} onClick={onOpen}>
        New terminal
      </Button>
    }
  >
    A shell inside the desktop. It runs on when you close this page, and you find it here again.
  </EmptyState>
);

interface BarProps {
  terminals: Command[];
  shown: string | undefined;
  onShow: (id: string | undefined) => void;
  isPending: boolean;
  onOpen: () => void;
  onEnd: (id: string) => void;
}

const Bar = ({ terminals, shown, onShow, isPending, onOpen, onEnd }: BarProps) => (
  <div className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
    {terminals.map(({ id, startedAt }, index) => (
      <Button
        key={id}
        size="small"
        look={id === shown ? 'primary' : 'secondary'}
        aria-pressed={id === shown}
        title={`Since ${dateTime(startedAt)}`}
        onClick={() => onShow(id)}
      >
        Terminal {index + 1}
      </Button>
    ))}
    <Button size="small" look="quiet" disabled={isPending} onClick={onOpen}>
      <Plus className="size-4" aria-hidden />
      New terminal
    </Button>
    {shown && <Ends {...{ shown, onShow, onEnd }} />}
  </div>
);

const Ends = ({ shown, onShow, onEnd }: Pick<BarProps, 'onShow' | 'onEnd'> & { shown: string }) => {
  const [isAsking, ask] = useState(false);
  return (
    <span className="ml-auto flex items-center gap-1">
      <Button size="small" look="quiet" onClick={() => ask(true)}>
        End program
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label="Close the terminal"
        title="Close it; its program runs on"
        onClick={() => onShow(undefined)}
      >
        <X className="size-4" aria-hidden />
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={ask}
        title="End what runs in this terminal?"
        action="End program"
        onConfirm={() => onEnd(shown)}
      >
        The shell and everything that was started in it end at once.
      </ConfirmDialog>
    </span>
  );
};
