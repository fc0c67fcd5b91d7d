'use client';
import { APIError, type Cyberdesk } from 'cyberdesk';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from 'react';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { SignedOutError } from '@/features/session/token.ts';
import { LinkEndedError } from './link.ts';
import { LiveView, type Grant, type LiveState } from './live-view.ts';
import { loadNoVnc, type RfbClass } from './novnc.ts';
import { openRfbScreen } from './rfb-screen.ts';

export interface LiveViewHandle {
  /** Where the screen is drawn. */
  target: RefObject<HTMLDivElement | null>;
  state: LiveState;
  /** What was copied last inside the desktop. */
  clipboard: string;
  /** Absent until the page is there. */
  view: LiveView | undefined;
}

export interface LiveViewWish {
  /** Nothing that is done here reaches the desktop. */
  viewOnly: boolean;
  /** False for one pixel of the page for each of the desktop. */
  fit?: boolean;
  /** What the screen is called for screen readers. */
  label: string;
}

const EXPIRES_IN_SECONDS = 3_600;
const before: LiveState = { phase: 'connecting' };
const never = () => () => undefined;

/** A live view of one desktop of the signed-in person, for as long as the component is mounted. */
export const useLiveView = (desktopId: string, wish: LiveViewWish): LiveViewHandle => {
  const client = useCyberdesk();
  const makeGrant = useCallback(() => createGrant(client, desktopId), [client, desktopId]);
  return useGrantedView(makeGrant, wish);
};

/** A live view by grants from anywhere. */
export const useGrantedView = (
  makeGrant: () => Promise<Grant>,
  wish: LiveViewWish,
): LiveViewHandle => {
  const target = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<LiveView>();
  const [clipboard, setClipboard] = useState('');
  const { viewOnly, fit = true, label } = wish;
  useEffect(() => {
    const container = target.current;
    if (!container) return undefined;
    const mine = openLiveView(makeGrant, { container, label }, setClipboard);
    setView(mine);
    return () => mine.close();
  }, [makeGrant, label]);
  useEffect(() => view?.setViewOnly(viewOnly), [view, viewOnly]);
  useEffect(() => view?.setFit(fit), [view, fit]);
  const state = useSyncExternalStore(
    view?.subscribe ?? never,
    () => view?.state ?? before,
    () => before,
  );
  return { target, state, clipboard, view };
};

interface Place {
  container: HTMLElement;
  label: string;
}

const openLiveView = (
  makeGrant: () => Promise<Grant>,
  { container, label }: Place,
  onClipboard: (text: string) => void,
): LiveView => {
  let rfb: RfbClass | undefined;
  const view = new LiveView({
    createGrant: async () => {
      rfb ??= await loadNoVnc();
      return makeGrant();
    },
    openScreen: (socket, events) => {
      if (!rfb) throw new Error('a screen is opened with a grant only');
      return openRfbScreen(rfb, container, { socket, label }, events);
    },
    onClipboard: (text) => {
      onClipboard(text);
      // Refused without focus: then the text waits in the clipboard's panel.
      void navigator.clipboard?.writeText(text).catch(() => undefined);
    },
    isFinal,
  });
  view.connect();
  return view;
};

const createGrant = async (client: Cyberdesk, desktopId: string): Promise<Grant> => {
  const { stream, websocketUrl, token } = await client.resources.streams.create(desktopId, {
    role: 'control',
    expiresInSeconds: EXPIRES_IN_SECONDS,
    viewerLabel: 'Dashboard',
  });
  return { websocketUrl, token, expiresAt: Date.parse(stream.expiresAt) };
};

/** Asking again would be refused again. */
const isFinal = (error: unknown): boolean =>
  error instanceof SignedOutError ||
  error instanceof LinkEndedError ||
  (error instanceof APIError && error.status < 500 && error.status !== 429);
