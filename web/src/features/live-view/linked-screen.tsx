'use client';
import { ClipboardList, Eye, MousePointer2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Toasts } from '@/components/ui/toast.tsx';
import { ClipboardDialog } from './clipboard-dialog.tsx';
import { LiveCanvas } from './live-screen.tsx';
import type { Sizing } from './live-view.ts';
import { linkOf, type Link } from './link.ts';
import { MatchTool, Tool } from './toolbar.tsx';
import { useGrantedView, type LiveViewHandle } from './use-live-view.ts';

interface LinkedScreenProps {
  gatewayUrl: string;
  /** Nothing but the screen: for frames. */
  bare: boolean;
}

/** The screen that a link shows, for whoever has the link: no account is needed. */
export const LinkedScreen = (props: LinkedScreenProps) => (
  <Toasts>
    <Screen {...props} />
  </Toasts>
);

const Screen = ({ gatewayUrl, bare }: LinkedScreenProps) => {
  const [role, setRole] = useState<Link['role']>('view');
  const [sizing, setSizing] = useState<Sizing>('fit');
  useEffect(() => {
    try {
      setRole(linkOf(window.location.hash, gatewayUrl).role);
    } catch {
      // The screen says so itself.
    }
  }, [gatewayUrl]);
  const makeGrant = useCallback(async () => linkOf(window.location.hash, gatewayUrl), [gatewayUrl]);
  const viewOnly = role === 'view';
  const live = useGrantedView(makeGrant, { viewOnly, sizing, label: 'Screen of the desktop' });
  return (
    <main className="fixed inset-0 flex flex-col bg-neutral-950">
      {!bare && <Bar {...{ role, live, sizing }} onSizing={setSizing} />}
      <div className="min-h-0 grow">
        <LiveCanvas live={live} />
      </div>
    </main>
  );
};

interface BarProps {
  role: Link['role'];
  live: LiveViewHandle;
  sizing: Sizing;
  onSizing: (sizing: Sizing) => void;
}

const Bar = ({ role, ...rest }: BarProps) => {
  const mayAct = role === 'control';
  const Icon = mayAct ? MousePointer2 : Eye;
  return (
    <header className="dark flex min-h-11 items-center gap-2 border-b bg-surface px-4 py-1 text-sm text-ink">
      <h1 className="font-medium">Cyberdesk</h1>
      <p className="ml-auto flex items-center gap-1.5 text-muted">
        <Icon className="size-4" aria-hidden />
        {mayAct ? 'You can act on this desktop' : 'You are watching this desktop'}
      </p>
      {mayAct && <Tools {...rest} />}
    </header>
  );
};

const Tools = ({ live, sizing, onSizing }: Omit<BarProps, 'role'>) => {
  const [showsClipboard, showClipboard] = useState(false);
  const isConnected = live.state.phase === 'connected';
  return (
    <div role="toolbar" aria-label="Live view" className="flex items-center">
      <Tool
        label="Clipboard"
        icon={ClipboardList}
        disabled={!isConnected}
        onClick={() => showClipboard(true)}
      />
      <MatchTool viewOnly={false} {...{ isConnected, sizing, onSizing }} />
      <ClipboardDialog
        open={showsClipboard}
        onClose={() => showClipboard(false)}
        copied={live.clipboard.text}
        paste={live.put}
      />
    </div>
  );
};
