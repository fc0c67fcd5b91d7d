'use client';
import { LoaderCircle, MonitorOff, Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { classes } from '@/lib/classes.ts';
import { useNow } from '@/lib/use-now.ts';
import type { LiveState } from './live-view.ts';
import { useLiveView, type LiveViewHandle } from './use-live-view.ts';

/** A desktop's screen and how it is connected, without anything around it. It fills its parent. */
export const LiveScreen = ({
  desktopId,
  viewOnly,
  label = 'Screen of the desktop',
}: {
  desktopId: string;
  viewOnly: boolean;
  label?: string;
}) => {
  const live = useLiveView(desktopId, { viewOnly, label });
  return <LiveCanvas live={live} />;
};

/** Draws a live view, and over it what stands in its way. */
export const LiveCanvas = ({ live }: { live: LiveViewHandle }) => {
  const { target, state, view } = live;
  const isConnected = state.phase === 'connected';
  return (
    <div className="relative size-full min-h-0 overflow-hidden bg-neutral-950">
      <div
        ref={target}
        data-live={state.phase}
        className={classes(
          'absolute inset-0 transition-[opacity,filter] duration-300',
          !isConnected && 'opacity-40 blur-[2px] grayscale',
        )}
      />
      {!isConnected && (
        <div className="absolute inset-0 grid place-items-center p-6 text-center text-sm text-neutral-200">
          <Obstacle state={state} retry={() => view?.connect()} />
        </div>
      )}
      {isConnected && !live.clipboard.isHere && <Copied onCopy={live.copyHere} />}
      <p role="status" className="sr-only">
        {spoken[state.phase]}
      </p>
    </div>
  );
};

/** A browser that does not let pages write to its clipboard lets a click. */
const Copied = ({ onCopy }: { onCopy: () => void }) => (
  <div
    role="status"
    className="absolute bottom-4 left-1/2 flex -translate-x-1/2 items-center gap-3 rounded-lg border bg-surface py-2 pr-2 pl-4 text-sm text-ink shadow-raised"
  >
    Copied in the desktop
    <Button size="small" look="primary" onClick={onCopy}>
      Copy here, too
    </Button>
  </div>
);

const spoken: Record<LiveState['phase'], string> = {
  connecting: 'Connecting to the screen',
  connected: 'The screen is live',
  waiting: 'The connection to the screen was lost and is made again',
  ended: 'The screen cannot be shown',
};

const Obstacle = ({ state, retry }: { state: LiveState; retry: () => void }) => {
  if (state.phase === 'waiting') return <Waiting state={state} retry={retry} />;
  if (state.phase === 'ended') return <Ended error={state.error} retry={retry} />;
  return (
    <div className="flex flex-col items-center gap-3">
      <LoaderCircle className="size-7 animate-spin text-neutral-400" aria-hidden />
      Connecting to the screen…
    </div>
  );
};

const Waiting = ({
  state,
  retry,
}: {
  state: Extract<LiveState, { phase: 'waiting' }>;
  retry: () => void;
}) => {
  const seconds = Math.max(0, Math.ceil((state.retryAt - useNow(250)) / 1000));
  return (
    <div className="flex max-w-sm flex-col items-center gap-3">
      <Unplug className="size-7 text-neutral-400" aria-hidden />
      <p>
        The picture stopped: {state.why}.
        <br />
        <span className="text-neutral-400">
          {seconds > 0 ? `Connecting again in ${seconds} s.` : 'Connecting again…'}
        </span>
      </p>
      <Button size="small" onClick={retry}>
        Connect now
      </Button>
    </div>
  );
};

const Ended = ({ error, retry }: { error: unknown; retry: () => void }) => {
  const { title, detail, requestId } = explain(error);
  return (
    <div role="alert" className="flex max-w-md flex-col items-center gap-3">
      <MonitorOff className="size-7 text-neutral-400" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="text-neutral-300">{detail}</p>
      {requestId && (
        <p className="font-mono text-xs break-all text-neutral-400">Request {requestId}</p>
      )}
      <Button size="small" onClick={retry}>
        Try again
      </Button>
    </div>
  );
};
