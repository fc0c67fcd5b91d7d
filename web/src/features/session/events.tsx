'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Cyberdesk, Event } from 'cyberdesk';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useCyberdesk } from './cyberdesk.tsx';

const Live = createContext(false);
/** How often lists are read again while no events arrive. */
const POLL_MS = 5_000;

/** `refetchInterval` of queries that events keep fresh. */
export const usePolling = (): number | false => (useContext(Live) ? false : POLL_MS);

/** Follows the organization's events and makes stale whatever they are about. */
export const EventsProvider = ({ children }: { children: ReactNode }) => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    const leave = new AbortController();
    void follow(client, leave.signal, (event) => {
      setLive(event.type !== 'gap');
      refresh(queries, event);
    }).catch(() => setLive(false));
    return () => leave.abort();
  }, [client, queries]);
  return <Live value={isLive}>{children}</Live>;
};

const follow = async (
  client: Cyberdesk,
  signal: AbortSignal,
  onEvent: (event: Event) => void,
): Promise<void> => {
  for await (const event of client.events.stream({ signal })) onEvent(event);
};

/** After a gap everything may have changed; otherwise the list and the one desktop. */
const refresh = (queries: QueryClient, { type, desktopId }: Event): void => {
  void queries.invalidateQueries({ queryKey: ['desktops'] });
  void queries.invalidateQueries({
    queryKey: type === 'gap' || !desktopId ? ['desktop'] : ['desktop', desktopId],
  });
};
