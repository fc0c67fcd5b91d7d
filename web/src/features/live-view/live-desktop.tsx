'use client';
import type { DesktopData } from 'cyberdesk';
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { useToasts } from '@/components/ui/toast.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { classes } from '@/lib/classes.ts';
import { ClipboardDialog } from './clipboard-dialog.tsx';
import { ControlBar } from './control-bar.tsx';
import { leaveScreen } from './leave-screen.ts';
import { LiveCanvas } from './live-screen.tsx';
import type { LiveView, Size, Sizing } from './live-view.ts';
import { downloadScreenshot } from './screenshot.ts';
import { Toolbar } from './toolbar.tsx';
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
  const [sizing, setSizing] = useState<Sizing>('fit');
  const [showsClipboard, showClipboard] = useState(false);
  const live = useLiveView(id, { viewOnly, sizing, label: `Screen of ${name}` });
  const control = useControl(id);
  useSizeAgain(live.view, sizing, control.control?.yours);
  const { isFull, toggle } = useFullScreen();
  const isConnected = live.state.phase === 'connected';
  const screenshot = useScreenshot(desktop);
  const type = useTyping(id);
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
          <Toolbar
            {...{ isConnected, viewOnly, sizing, isFull }}
            onViewOnly={setViewOnly}
            onSizing={setSizing}
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
        style={isFull ? undefined : placeOf(sizing, live.size ?? display)}
      >
        <LiveCanvas live={live} />
      </div>
      <Hint />
      <ClipboardDialog
        open={showsClipboard}
        onClose={() => showClipboard(false)}
        copied={live.clipboard.text}
        paste={live.put}
        type={type}
      />
    </section>
  );
};

/** As high as the desktop is, or, when the desktop follows its place, as the window has room. */
const placeOf = (sizing: Sizing, { width, height }: Size): CSSProperties =>
  sizing === 'match' ? { height: '72vh' } : { aspectRatio: `${width} / ${height}` };

/** What was wished while another had the control was not heard. */
const useSizeAgain = (
  view: LiveView | undefined,
  sizing: Sizing,
  isYours: boolean | undefined,
): void => {
  useEffect(() => {
    if (isYours && sizing === 'match') view?.setSizing(sizing);
  }, [view, sizing, isYours]);
};

/** How to get out by keyboard. Always there: what comes and goes with the focus moves what is being clicked. */
const Hint = () => (
  <p className="hidden border-t px-3 py-1.5 text-xs text-muted lg:block">
    Keys go to the desktop while its screen has the focus.{' '}
    <kbd className="font-mono">Shift + Esc</kbd> leaves it.
  </p>
);

const useTyping = (id: string): ((text: string) => void) => {
  const { actions } = useCyberdesk().resources;
  const toasts = useToasts();
  return (text) => {
    actions.perform(id, { actions: [{ type: 'type', text }] }).catch((error: unknown) => {
      const { title, detail } = explain(error);
      toasts.add({ title, description: detail });
    });
  };
};

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
