import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Command, Cyberdesk } from 'cyberdesk';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';

/** By which terminals that were opened here are found again, from any browser. */
export const TERMINAL_TAG = 'terminal';
/** As long as a command may live. */
const WEEK_SECONDS = 604_800;
const LOOK_MS = 10_000;

/** Terminals that run, oldest first. */
export const listTerminals = async (
  { resources }: Cyberdesk,
  desktopId: string,
  signal?: AbortSignal,
): Promise<Command[]> => {
  const wish = { tag: TERMINAL_TAG, state: 'running', limit: 100 };
  const page = await resources.commands.list(desktopId, wish, signal ? { signal } : {});
  return page.items.filter(({ pty }) => pty !== undefined);
};

const keyOf = (desktopId: string): string[] => ['terminals', desktopId];

/** Terminals that run in a desktop, whoever opened them. */
export const useTerminals = (desktopId: string) => {
  const client = useCyberdesk();
  return useQuery({
    queryKey: keyOf(desktopId),
    queryFn: ({ signal }) => listTerminals(client, desktopId, signal),
    refetchInterval: LOOK_MS,
  });
};

/** Opens a new terminal, or ends one. */
export const useChangeTerminals = (desktopId: string) => {
  const { commands } = useCyberdesk().resources;
  const queries = useQueryClient();
  const toasts = useToasts();
  const onSettled = () => queries.invalidateQueries({ queryKey: keyOf(desktopId) });
  const onError = (error: unknown): void => {
    const { title, detail } = explain(error);
    toasts.add({ title, description: detail });
  };
  const start = useMutation({
    mutationFn: () => commands.run(desktopId, SHELL),
    onSuccess: (command) =>
      queries.setQueryData<Command[]>(keyOf(desktopId), (all = []) => [...all, command]),
    onSettled,
    onError,
  });
  const end = useMutation({
    mutationFn: (id: string) => commands.delete(desktopId, id),
    onSettled,
    onError,
  });
  return { start, end };
};

const SHELL = {
  command: ['/bin/bash', '-l'],
  background: true,
  tag: TERMINAL_TAG,
  timeoutSeconds: WEEK_SECONDS,
  pty: { columns: 100, rows: 30 },
};
