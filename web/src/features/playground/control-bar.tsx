'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bot, Hand, UserRound, Users } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';

const POLL_MS = 1_500;
const HOLD_SECONDS = 900;

/** Who holds the control of a desktop, and how a person takes it and hands it back. */
export const useControl = (desktopId: string) => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { control } = client.resources;
  const queryKey = ['control', desktopId];
  const state = useQuery({
    queryKey,
    queryFn: ({ signal }) => control.get(desktopId, { signal }),
    refetchInterval: POLL_MS,
  });
  const change = useMutation({
    mutationFn: (take: boolean) =>
      take
        ? control.acquire(desktopId, { takeOver: true, ttlSeconds: HOLD_SECONDS })
        : control.release(desktopId),
    onSuccess: (next) => queries.setQueryData(queryKey, next),
    onError: (error) => {
      const { title, detail } = explain(error);
      toasts.add({ title, description: detail });
    },
  });
  return { control: state.data, change };
};

/** Says who acts, with the one button that changes it. */
export const ControlBar = ({
  desktopId,
  onHandBack,
}: {
  desktopId: string;
  onHandBack: () => void;
}) => {
  const { control, change } = useControl(desktopId);
  const isMine = control?.yours ?? false;
  return (
    <div className="flex items-center justify-between gap-3 border-t bg-surface px-3 py-2 text-sm">
      <Holder holder={control?.holder?.type} isMine={isMine} />
      {isMine ? (
        <Button
          size="small"
          look="primary"
          disabled={change.isPending}
          onClick={() => change.mutate(false, { onSuccess: onHandBack })}
        >
          Hand back
        </Button>
      ) : (
        <Button size="small" disabled={change.isPending} onClick={() => change.mutate(true)}>
          <Hand className="size-4" aria-hidden />
          Take over
        </Button>
      )}
    </div>
  );
};

const Holder = ({ holder, isMine }: { holder: string | undefined; isMine: boolean }) => {
  const [Icon, text] = isMine
    ? [UserRound, 'You have the control; the agent waits.']
    : holder === 'agent'
      ? [Bot, 'The agent has the control.']
      : holder === 'human'
        ? [UserRound, 'Another person has the control.']
        : [Users, 'Nobody holds the control.'];
  return (
    <p role="status" className="flex min-w-0 items-center gap-2 text-muted">
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className="truncate">{text}</span>
    </p>
  );
};
