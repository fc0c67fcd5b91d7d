'use client';
import type { DesktopData } from 'cyberdesk';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { classes } from '@/lib/classes.ts';
import { ClipboardDialog } from './clipboard-dialog.tsx';
import { ControlBar } from './control-bar.tsx';
import { leaveScreen } from './leave-screen.ts';
import { LiveCanvas } from './live-screen.tsx';
import { downloadScreenshot } from './screenshot.ts';
import { Toolbar } from './toolbar.tsx';
import { useClipboard } from './use-clipboard.ts';
import { useControl } from './use-control.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useLiveView } from './use-live-view.ts';

/** A phone's screen is for watching first: a finger that scrolls must not click. */
const startsWatching = (): boolean =>
  typeof window !== 'undefined' && window.matchMedia('(pointer: coarse)').matches;

/** A running desktop to work in: its screen, who controls it, and the tools around it. */
export const LiveDesktop = ({ desktop }: { desktop: DesktopData }) => {
  const { id, name, display } = desktop;
  const frame = useRef<HTMLElement>(null);
  const [viewOnly, setViewOnly] = useState(startsWatching);
  const [fit, setFit] = useState(true);
  const [showsClipboard, showClipboard] = useState(false);
  const live = useLiveView(id, { viewOnly, fit, label: `Screen of ${name}` });
  const control = useControl(id);
  const { isFull, toggle } = useFullScreen();
  const isConnected = live.state.phase === 'connected';
  useClipboard(live.target, viewOnly ? undefined : live.view?.paste);
  const screenshot = useScreenshot(desktop);
  return (
    <section
      ref={frame}
      aria-label="Live view"
      className={classes(
        'group flex flex-col overflow-hidden bg-surface',
        isFull ? 'fixed inset-0 z-35' : 'rounded-xl border shadow-raised',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-3 py-2">
        <ControlBar handle={control} />
        <div className="ml-auto flex items-center gap-3">
          <Hint />
          <Toolbar
            {...{ isConnected, viewOnly, fit, isFull }}
            onViewOnly={setViewOnly}
            onFit={setFit}
            onFull={toggle}
            onClipboard={() => showClipboard(true)}
            onScreenshot={screenshot}
            onKeys={(keys) => live.view?.press(...keys)}
          />
        </div>
      </div>
      <div
        onKeyDownCapture={(event: KeyboardEvent<HTMLElement>) => leaveScreen(event, frame.current)}
        className="relative min-h-0 grow focus-within:outline-2 focus-within:-outline-offset-2 focus-within:outline-accent"
        style={isFull ? undefined : { aspectRatio: `${display.width} / ${display.height}` }}
      >
        <LiveCanvas live={live} />
      </div>
      <ClipboardDialog
        desktopId={id}
        open={showsClipboard}
        onClose={() => showClipboard(false)}
        copied={live.clipboard}
        paste={(text) => live.view?.paste(text)}
      />
    </section>
  );
};

/** How to get out by keyboard: shown while keys go to the desktop, Tab among them. */
const Hint = () => (
  <p className="hidden text-xs text-muted lg:group-has-[canvas:focus]:block">
    <kbd className="font-mono">Shift + Esc</kbd> leaves the screen
  </p>
);

const useScreenshot = ({ id, name }: DesktopData): (() => void) => {
  const client = useCyberdesk();
  const toasts = useToasts();
  return () => {
    downloadScreenshot(client, id, name).catch((error: unknown) => {
      const { title, detail } = explain(error);
      toasts.add({ title, description: detail });
    });
  };
};
