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
import { useToasts } from '@/components/ui/toast.tsx';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { SignedOutError } from '@/features/session/token.ts';
import { LinkEndedError } from './link.ts';
import {
  LiveView,
  type Grant,
  type LiveState,
  type LiveViewOptions,
  type Size,
  type Sizing,
} from './live-view.ts';
import { loadNoVnc, type RfbClass } from './novnc.ts';
import { openRfbScreen } from './rfb-screen.ts';
import { useClipboard } from './use-clipboard.ts';

export interface LiveViewHandle {
  /** Where the screen is drawn. */
  target: RefObject<HTMLDivElement | null>;
  state: LiveState;
  /** What was copied last inside the desktop. */
  clipboard: Copied;
  /** Puts it on this computer's clipboard: what a browser may allow after a click only. */
  copyHere: () => void;
  /** How large the desktop is; absent until that is known. */
  size: Size | undefined;
  /** Puts a text on the desktop's clipboard. */
  put: (text: string) => void;
  /** Absent until the page is there. */
  view: LiveView | undefined;
}

/** A text that was copied inside the desktop. */
export interface Copied {
  text: string;
  /** False when the browser has refused to put it on this computer's clipboard. */
  isHere: boolean;
}

export interface LiveViewWish {
  /** Nothing that is done here reaches the desktop. */
  viewOnly: boolean;
  sizing?: Sizing;
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
  const newer = useNewer();
  const { clipboard, onClipboard, copyHere } = useCopied(newer);
  const [size, setSize] = useState<Size>();
  const onTooLong = useTooLong();
  const { viewOnly, sizing = 'fit', label } = wish;
  useEffect(() => {
    const container = target.current;
    if (!container) return undefined;
    const bringsAlong = (): boolean => !newer.current;
    const events = { onClipboard, onTooLong, onSize: setSize, bringsAlong };
    const mine = openLiveView(makeGrant, { container, label }, events);
    setView(mine);
    return () => mine.close();
  }, [makeGrant, label, onClipboard, onTooLong, newer]);
  useEffect(() => view?.setViewOnly(viewOnly), [view, viewOnly]);
  useEffect(() => view?.setSizing(sizing), [view, sizing]);
  const state = useSyncExternalStore(
    view?.subscribe ?? never,
    () => view?.state ?? before,
    () => before,
  );
  const paste = viewOnly ? undefined : view?.paste;
  useClipboard(target, { paste, copied: clipboard.text, newer });
  const put = (text: string): void => {
    newer.current = true;
    view?.paste(text);
  };
  return { target, state, clipboard, copyHere, size, put, view };
};

/**
 * True while the desktop's clipboard holds something later than this computer's: then pasting there does not bring this
 * computer's along. Whoever copies in the page, or leaves it, may have something later here.
 */
const useNewer = (): RefObject<boolean> => {
  const newer = useRef(false);
  useEffect(() => {
    const stop = new AbortController();
    const isOlder = (): void => {
      newer.current = false;
    };
    window.addEventListener('blur', isOlder, { signal: stop.signal });
    for (const event of ['copy', 'cut'])
      document.addEventListener(event, isOlder, { signal: stop.signal });
    return () => stop.abort();
  }, []);
  return newer;
};

/** What is copied in the desktop comes to this computer's clipboard, if its browser lets it. */
const useCopied = (newer: RefObject<boolean>) => {
  const [clipboard, setClipboard] = useState<Copied>({ text: '', isHere: true });
  const onClipboard = useCallback(
    (text: string): void => {
      const keep = (isHere: boolean): void => {
        newer.current = !isHere;
        setClipboard({ text, isHere });
      };
      // Without focus or permission it is refused: then the person is asked to click.
      const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('refused'));
      written.then(
        () => keep(true),
        () => keep(false),
      );
    },
    [newer],
  );
  const { text } = clipboard;
  const copyHere = useCallback(() => onClipboard(text), [onClipboard, text]);
  return { clipboard, onClipboard, copyHere };
};

const useTooLong = (): (() => void) => {
  const { add } = useToasts();
  return useCallback(() => {
    const description = 'At most 1 MB goes by the clipboard. Upload it as a file instead.';
    add({ title: 'This text is too long', description });
  }, [add]);
};

interface Place {
  container: HTMLElement;
  label: string;
}

const openLiveView = (
  makeGrant: () => Promise<Grant>,
  { container, label }: Place,
  events: Pick<LiveViewOptions, 'onClipboard' | 'onSize' | 'onTooLong' | 'bringsAlong'>,
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
    ...events,
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
