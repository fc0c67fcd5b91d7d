'use client';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { LiveViewController, type ViewStatus } from './controller.ts';
import { openScreen } from './open-screen.ts';

export interface LiveView {
  /** Where the screen is drawn. */
  target: RefObject<HTMLDivElement | null>;
  status: ViewStatus;
  problem: unknown;
  /** What was copied last inside the desktop. */
  clipboard: string;
  reconnect: () => void;
  focus: () => void;
  paste: (text: string) => void;
}

const EXPIRES_IN_SECONDS = 8 * 3600;

/** A live view of one desktop for as long as the component is mounted. */
export const useLiveView = (desktopId: string, viewOnly: boolean): LiveView => {
  const client = useCyberdesk();
  const target = useRef<HTMLDivElement>(null);
  const controller = useRef<LiveViewController>(undefined);
  const [{ status, problem }, setState] = useState<{ status: ViewStatus; problem?: unknown }>({
    status: 'connecting',
  });
  const [clipboard, setClipboard] = useState('');
  useEffect(() => {
    if (!target.current) return undefined;
    const { streams } = client.resources;
    const mine = new LiveViewController(
      {
        grant: () =>
          streams.create(desktopId, {
            role: 'control',
            expiresInSeconds: EXPIRES_IN_SECONDS,
            viewerLabel: 'Dashboard',
          }),
        revoke: (streamId) => streams.revoke(desktopId, streamId),
        open: openScreen(target.current),
        onStatus: (next, reason) => setState({ status: next, problem: reason }),
        onClipboard: (text) => {
          setClipboard(text);
          // Not allowed without focus: then the text waits in the panel.
          void navigator.clipboard?.writeText(text).catch(() => undefined);
        },
      },
      true,
    );
    controller.current = mine;
    mine.start();
    return () => mine.stop();
  }, [client, desktopId]);
  useEffect(() => controller.current?.setViewOnly(viewOnly), [viewOnly]);
  return {
    target,
    status,
    problem,
    clipboard,
    reconnect: () => controller.current?.reconnect(),
    focus: () => controller.current?.focus(),
    paste: (text) => controller.current?.paste(text),
  };
};
