'use client';
import { Eye, MousePointer2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { LiveCanvas } from './live-screen.tsx';
import { linkOf, type Link } from './link.ts';
import { useClipboard } from './use-clipboard.ts';
import { useGrantedView } from './use-live-view.ts';

/** The screen that a link shows, for whoever has the link: no account is needed. */
export const LinkedScreen = ({ gatewayUrl, bare }: { gatewayUrl: string; bare: boolean }) => {
  const [role, setRole] = useState<Link['role']>('view');
  useEffect(() => {
    try {
      setRole(linkOf(window.location.hash, gatewayUrl).role);
    } catch {
      // The screen says so itself.
    }
  }, [gatewayUrl]);
  const makeGrant = useCallback(async () => linkOf(window.location.hash, gatewayUrl), [gatewayUrl]);
  const viewOnly = role === 'view';
  const live = useGrantedView(makeGrant, { viewOnly, label: 'Screen of the desktop' });
  useClipboard(live.target, viewOnly ? undefined : live.view?.paste);
  return (
    <main className="fixed inset-0 flex flex-col bg-neutral-950">
      {!bare && <Bar role={role} />}
      <div className="min-h-0 grow">
        <LiveCanvas live={live} />
      </div>
    </main>
  );
};

const Bar = ({ role }: { role: Link['role'] }) => {
  const Icon = role === 'control' ? MousePointer2 : Eye;
  return (
    <header className="flex items-center gap-2 bg-neutral-900 px-4 py-2 text-sm text-neutral-200">
      <h1 className="font-medium">Cyberdesk</h1>
      <p className="ml-auto flex items-center gap-1.5 text-neutral-300">
        <Icon className="size-4" aria-hidden />
        {role === 'control' ? 'You can act on this desktop' : 'You are watching this desktop'}
      </p>
    </header>
  );
};
