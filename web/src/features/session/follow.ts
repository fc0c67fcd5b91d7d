import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { DesktopData, DesktopPage, Event, Events } from 'cyberdesk';

/** Changes that come together are read again together. */
const GATHER_MS = 250;

export interface FollowOptions {
  signal: AbortSignal;
  /** Whether events arrive: if not, lists must be read again every so often. */
  onLive: (isLive: boolean) => void;
  /** What changed, for whoever cannot see it. */
  onChange: (desktop: DesktopData) => void;
}

/** Follows the organization's events: the state they tell is shown at once, the rest is read again. */
export const follow = async (
  events: Pick<Events, 'stream'>,
  queries: QueryClient,
  { signal, onLive, onChange }: FollowOptions,
): Promise<void> => {
  const stale = gatherer(queries, signal);
  // What happened while nobody listened is not known.
  const onConnection = (isOpen: boolean): void => {
    if (signal.aborted) return;
    onLive(isOpen);
    if (isOpen) stale(undefined);
  };
  for await (const event of events.stream({ signal, onConnection })) {
    const changed = applyEvent(queries, event);
    if (changed) onChange(changed);
    stale(event.type === 'gap' ? undefined : event.desktopId);
  }
};

/** Writes an event's state into every list and page that shows the desktop; returns it when it changed. */
export const applyEvent = (queries: QueryClient, event: Event): DesktopData | undefined => {
  let changed: DesktopData | undefined;
  const patch = (desktop: DesktopData): DesktopData => {
    const next = withEvent(desktop, event);
    if (next !== desktop) changed = next;
    return next;
  };
  queries.setQueriesData<InfiniteData<DesktopPage>>(
    { queryKey: ['desktops'] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.map(patch) })),
      },
  );
  queries.setQueryData<DesktopData>(['desktop', event.desktopId], (data) => data && patch(data));
  return changed;
};

const withEvent = (desktop: DesktopData, event: Event): DesktopData => {
  const { desktopId, state, createdAt, reason, message } = event;
  const isNews = desktop.id === desktopId && state !== undefined && createdAt >= desktop.stateSince;
  if (!isNews || state === desktop.state) return desktop;
  return {
    ...desktop,
    state,
    stateSince: createdAt,
    stateReason: reason ?? '',
    stateMessage: message ?? '',
  };
};

/** Marks what is shown of desktops as stale: of one, or of all. */
const gatherer = (queries: QueryClient, signal: AbortSignal) => {
  const ids = new Set<string | undefined>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  const flush = (): void => {
    timer = undefined;
    const keys = ids.has(undefined) ? [['desktop']] : [...ids].map((id) => ['desktop', id]);
    ids.clear();
    for (const queryKey of [['desktops'], ...keys]) void queries.invalidateQueries({ queryKey });
  };
  return (id: string | undefined): void => {
    if (signal.aborted) return;
    ids.add(id);
    timer ??= setTimeout(flush, GATHER_MS);
  };
};
