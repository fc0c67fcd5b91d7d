'use client';
import type { DesktopData } from 'cyberdesk';
import { Monitor, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/select.tsx';
import { EmptyState, ErrorState, Skeleton } from '@/components/ui/states.tsx';
import { useCreateDesktop, useDesktop, useDesktops } from '@/features/desktops/queries.ts';
import { ControlBar } from '@/features/live-view/control-bar.tsx';
import { LiveScreen } from '@/features/live-view/live-screen.tsx';
import { useControl } from '@/features/live-view/use-control.ts';
import { explain } from '@/features/session/cyberdesk.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { Chat } from './chat.tsx';
import { GO_ON } from './go-on.ts';
import { ModelSettings, useModelChoice } from './model-settings.tsx';
import { useTurns } from './use-turns.ts';

/** An agent at work in a desktop, beside the conversation with it. */
export const Playground = () => {
  const list = useDesktops('running');
  const [chosen, choose] = useState<string>();
  const create = useCreateDesktop(({ id }) => choose(id));
  const running = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const desktopId = chosen ?? running[0]?.id;
  return (
    <>
      <PageHeader
        title="Playground"
        action={
          running.length > 0 && <Choice desktops={running} value={desktopId} onChange={choose} />
        }
      >
        Watch an agent work in a desktop, and take over whenever you like.
      </PageHeader>
      {create.isError && <ErrorState {...explain(create.error)} />}
      {desktopId ? (
        <Room key={desktopId} desktopId={desktopId} />
      ) : list.isPending ? (
        <Skeleton className="h-[60vh]" />
      ) : (
        <EmptyState
          icon={<Monitor />}
          title="No desktop is running"
          action={
            <Button
              look="primary"
              disabled={create.isPending}
              onClick={() => create.mutate({ name: 'Playground', timeoutSeconds: 3_600 })}
            >
              <Plus className="size-4" aria-hidden />
              {create.isPending ? 'Creating…' : 'Create one to play in'}
            </Button>
          }
        >
          The agent needs a desktop to work in. It runs for an hour.
        </EmptyState>
      )}
    </>
  );
};

const Choice = ({
  desktops,
  value,
  onChange,
}: {
  desktops: DesktopData[];
  value: string | undefined;
  onChange: (id: string) => void;
}) => (
  <div className="w-56">
    <Select
      aria-label="Desktop"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {desktops.every(({ id }) => id !== value) && <option value={value}>New desktop</option>}
      {desktops.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  </div>
);

const Room = ({ desktopId }: { desktopId: string }) => {
  const desktop = useDesktop(desktopId);
  if (desktop.isError) return <ErrorState {...explain(desktop.error)} />;
  if (desktop.data?.state !== 'running')
    return (
      <div role="status" className="grid h-[60vh] place-items-center rounded-xl border text-muted">
        {desktop.data ? `The desktop is ${desktop.data.state}…` : 'Looking for the desktop…'}
      </div>
    );
  return <Stage desktopId={desktopId} />;
};

/** The agent's own steps tell at once that it has, or no longer has, the control. */
const useLookAtSteps = ({ messages, status }: ReturnType<typeof useTurns>, look: () => void) => {
  const [latest] = useState({ look });
  const steps = messages.at(-1)?.parts.length;
  useEffect(() => {
    latest.look = look;
  });
  useEffect(() => latest.look(), [latest, steps, status]);
};

const Stage = ({ desktopId }: { desktopId: string }) => {
  const [choice, choose] = useModelChoice();
  const turns = useTurns(desktopId, choice);
  const control = useControl(desktopId);
  useLookAtSteps(turns, control.look);
  const isAgents = control.control?.holder?.type === 'agent';
  const goOn = (): void => {
    if (turns.messages.length > 0) void turns.sendMessage({ text: GO_ON });
  };
  return (
    <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <section aria-label="Desktop" className="self-start overflow-hidden rounded-xl border">
        <div className="aspect-[16/10]">
          <LiveScreen desktopId={desktopId} viewOnly={isAgents} />
        </div>
        <div className="border-t bg-surface px-3 py-2">
          <ControlBar handle={{ ...control, release: () => control.release(goOn) }} />
        </div>
      </section>
      <section
        aria-label="Agent"
        className="flex h-[34rem] flex-col overflow-hidden rounded-xl border bg-surface xl:h-[calc(100dvh-11rem)]"
      >
        <div className="flex items-center justify-between border-b px-3 py-2">
          <h2 className="px-1 text-sm font-semibold">Agent</h2>
          <ModelSettings choice={choice} onChoose={choose} />
        </div>
        <Chat turns={turns} />
      </section>
    </div>
  );
};
