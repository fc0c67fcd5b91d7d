'use client';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { APIError, AuthenticationError, Cyberdesk } from 'cyberdesk';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { SignedOutError, TokenSource } from './token.ts';

const Client = createContext<Cyberdesk | undefined>(undefined);

/** The API, called as the signed-in person. */
export const useCyberdesk = (): Cyberdesk => {
  const client = useContext(Client);
  if (!client) throw new Error('useCyberdesk needs CyberdeskProvider above it');
  return client;
};

/** Gives the API and its cache to everything below. */
export const CyberdeskProvider = ({
  apiUrl,
  children,
}: {
  apiUrl: string;
  children: ReactNode;
}) => {
  const client = useMemo(() => createClient(apiUrl), [apiUrl]);
  const [queries] = useState(createQueries);
  return (
    <Client value={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </Client>
  );
};

/** `actor` says on whose behalf it acts: the page's own calls are a person's. */
export const createClient = (baseUrl: string, actor: 'human' | 'agent' = 'human'): Cyberdesk => {
  const tokens = new TokenSource();
  return new Cyberdesk({ apiKey: tokens.token, baseUrl, actor });
};

const createQueries = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      // The SDK has its own, which respect idempotency.
      queries: { retry: false, staleTime: 15_000 },
      mutations: { retry: false, onError: leaveWhenSignedOut },
    },
  });

const leaveWhenSignedOut = (error: unknown): void => {
  if (!(error instanceof SignedOutError || error instanceof AuthenticationError)) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
};

/** What to show of an error. */
export const explain = (
  error: unknown,
): { title: string; detail: string; requestId?: string | undefined } => {
  if (error instanceof APIError)
    return { title: error.title, detail: error.detail, requestId: error.requestId };
  const detail = error instanceof Error ? error.message : String(error);
  return { title: 'This did not work', detail };
};
