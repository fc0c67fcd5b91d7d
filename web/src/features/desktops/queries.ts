'use client';
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CreateDesktop, DesktopData } from 'cyberdesk';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { usePolling } from '@/features/session/events.tsx';

const PAGE = 25;

/** States that a filter shows; deleted desktops are listed only when asked for. */
export const listedStates = ['running', 'starting', 'stopped', 'failed', 'deleted'] as const;

/** Desktops, newest first, page after page. */
export const useDesktops = (state: string | undefined) => {
  const client = useCyberdesk();
  const refetchInterval = usePolling();
  return useInfiniteQuery({
    queryKey: ['desktops', state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.resources.desktops.list(
        {
          limit: PAGE,
          ...(state ? { state: [state] } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval,
  });
};

/** One desktop. */
export const useDesktop = (id: string) => {
  const client = useCyberdesk();
  const refetchInterval = usePolling();
  return useQuery({
    queryKey: ['desktop', id],
    queryFn: ({ signal }) => client.resources.desktops.get(id, {}, { signal }),
    refetchInterval,
  });
};

/** Sizes to choose from. */
export const useSizes = () => {
  const client = useCyberdesk();
  return useQuery({
    queryKey: ['sizes'],
    queryFn: ({ signal }) => client.resources.sizes.list({ limit: 100 }, { signal }),
    staleTime: 600_000,
  });
};

/** Regions to choose from. */
export const useRegions = () => {
  const client = useCyberdesk();
  return useQuery({
    queryKey: ['regions'],
    queryFn: ({ signal }) => client.resources.regions.list({ limit: 100 }, { signal }),
    staleTime: 600_000,
  });
};

/** Makes a desktop; its errors belong to the form's fields. */
export const useCreateDesktop = (onCreated: (desktop: DesktopData) => void) => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wish: CreateDesktop) => client.resources.desktops.create(wish),
    onSuccess: (desktop) => {
      queries.setQueryData(['desktop', desktop.id], desktop);
      refresh(desktop.id);
      onCreated(desktop);
    },
  });
};

export type DesktopChange =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'delete' }
  | { type: 'extend'; seconds: number }
  | { type: 'rename'; name: string };

/** Starts, stops, extends, renames and deletes; what goes wrong is told in a toast. */
export const useChangeDesktop = (id: string) => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  const refresh = useRefresh();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (change: DesktopChange): Promise<DesktopData> => {
      const { desktops } = client.resources;
      if (change.type === 'start') return desktops.start(id);
      if (change.type === 'stop') return desktops.stop(id);
      if (change.type === 'delete') return desktops.delete(id);
      if (change.type === 'rename') return desktops.update(id, { name: change.name });
      return desktops.extend(id, { timeoutSeconds: change.seconds });
    },
    onSuccess: (desktop) => queries.setQueryData(['desktop', id], desktop),
    onSettled: () => refresh(id),
    onError: (error) => {
      const { title, detail } = explain(error);
      toasts.add({ title, description: detail });
    },
  });
};

const useRefresh = () => {
  const queries = useQueryClient();
  return (id: string): void => {
    void queries.invalidateQueries({ queryKey: ['desktops'] });
    void queries.invalidateQueries({ queryKey: ['desktop', id] });
  };
};
