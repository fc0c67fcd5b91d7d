'use client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiKey, CreateKey } from 'cyberdesk';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';

const queryKey = ['keys'];
const PAGE = 50;

/** Keys, newest first, page after page. */
export const useKeys = () => {
  const client = useCyberdesk();
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      client.resources.keys.list(
        { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
};

/** Makes a key; the key itself is in the result of this call only, and is not kept in the cache of lists. */
export const useCreateKey = () => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: CreateKey) => client.resources.keys.create(wish),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
};

/** Revokes a key at once. */
export const useRevokeKey = () => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: ({ id }: ApiKey) => client.resources.keys.revoke(id),
    onSuccess: (_, { name }) =>
      toasts.add({ title: 'Revoked', description: `${name} is refused from now on.` }),
    onError: (error) => {
      const { title, detail } = explain(error);
      toasts.add({ title, description: detail });
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
};
