'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Cyberdesk } from 'cyberdesk';
import { useEffect, useState } from 'react';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';

/** A page that is closed loses the control after this long at most. */
const TTL_SECONDS = 60;
const PROLONG_MS = 25_000;
/** Control changes inside the desktop, where no event tells of it. */
const LOOK_MS = 4_000;

/** Who may act, as the API says it. */
export type ControlState = Awaited<ReturnType<Cyberdesk['resources']['control']['get']>>;

export interface ControlHandle {
  /** Absent while it is not known. */
  control: ControlState | undefined;
  isPending: boolean;
  take: () => void;
  /** Gives it back, and then does what follows from that. */
  release: (onReleased?: () => void) => void;
  /** Asks anew who has it: for one who knows of an action. */
  look: () => void;
}

/** Who may act on a desktop, and taking it: held from here it is prolonged until it is given back. */
export const useControl = (desktopId: string): ControlHandle => {
  const { control: api } = useCyberdesk().resources;
  const queries = useQueryClient();
  const toasts = useToasts();
  const [isHolding, setHolding] = useState(false);
  const queryKey = ['control', desktopId];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get(desktopId, { signal }),
    refetchInterval: LOOK_MS,
    staleTime: 0,
  });
  const change = useMutation({
    mutationFn: (what: 'take' | 'prolong' | 'release') =>
      what === 'release'
        ? api.release(desktopId)
        : api.acquire(desktopId, { ttlSeconds: TTL_SECONDS, takeOver: what === 'take' }),
    onSuccess: (control) => {
      setHolding(control.yours);
      queries.setQueryData(queryKey, control);
    },
    onError: (error, what) => {
      setHolding(false);
      void queries.invalidateQueries({ queryKey });
      const { title, detail } = explain(error);
      if (what !== 'prolong') toasts.add({ title, description: detail });
    },
  });
  const { mutate } = change;
  const mayHold = isHolding && data?.yours === true;
  useEffect(() => {
    if (!mayHold) return undefined;
    const timer = setInterval(() => mutate('prolong'), PROLONG_MS);
    return () => clearInterval(timer);
  }, [mayHold, mutate]);
  useReleaseOnLeave(mayHold, () => void api.release(desktopId).catch(() => undefined));
  return {
    control: data,
    isPending: change.isPending,
    take: () => mutate('take'),
    look: () => void queries.invalidateQueries({ queryKey }),
    release: (onReleased) => mutate('release', onReleased ? { onSuccess: () => onReleased() } : {}),
  };
};

/** Whoever goes to another page gives back what it held; a closed tab's lease runs out. */
const useReleaseOnLeave = (isHeld: boolean, release: () => void): void => {
  const [latest] = useState({ isHeld, release });
  useEffect(() => {
    latest.isHeld = isHeld;
    latest.release = release;
  });
  useEffect(
    () => () => {
      if (latest.isHeld) latest.release();
    },
    [latest],
  );
};
