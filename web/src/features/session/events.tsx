'use client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useCyberdesk } from './cyberdesk.tsx';
import { follow } from './follow.ts';

const Live = createContext(false);
/** How often lists are read again while no events arrive. */
const POLL_MS = 5_000;

/** `refetchInterval` of queries that events keep fresh. */
export const usePolling = (): number | false => (useContext(Live) ? false : POLL_MS);

/** Keeps what is shown of desktops as it is, and says aloud what changed. */
export const EventsProvider = ({ children }: { children: ReactNode }) => {
  const client = useCyberdesk();
  const queries = useQueryClient();
  const [isLive, setLive] = useState(false);
  const [news, setNews] = useState('');
  useEffect(() => {
    const leave = new AbortController();
    void follow(client.events, queries, {
      signal: leave.signal,
      onLive: setLive,
      onChange: ({ name, state }) => setNews(`${name} is ${state}`),
    }).catch(() => setLive(false));
    return () => leave.abort();
  }, [client, queries]);
  return (
    <Live value={isLive}>
      {children}
      <p role="status" className="sr-only">
        {news}
      </p>
    </Live>
  );
};
