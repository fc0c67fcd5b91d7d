'use client';
import type { DesktopData } from 'cyberdesk';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Tabs } from '@/components/ui/tabs.tsx';
import { TerminalPanel } from '@/features/terminal/terminal-panel.tsx';

/** Each is loaded when it is first looked at. */
const Recordings = dynamic(() => import('./recordings.tsx').then((all) => all.Recordings));
const Timeline = dynamic(() => import('./timeline.tsx').then((all) => all.Timeline));
const Previews = dynamic(() => import('./previews.tsx').then((all) => all.Previews));

/** What is done with a running desktop besides looking at its screen. */
export const DesktopTools = ({ desktop }: { desktop: DesktopData }) => {
  const { id, name } = desktop;
  // Kept here, so that a look at the recordings does not close the terminal for good.
  const [terminal, showTerminal] = useState<string>();
  return (
    <Tabs
      tabs={[
        {
          label: 'Terminal',
          content: <TerminalPanel desktopId={id} shown={terminal} onShow={showTerminal} />,
        },
        { label: 'Recordings', content: <Recordings desktopId={id} name={name} /> },
        { label: 'Timeline', content: <Timeline desktopId={id} name={name} /> },
        { label: 'Previews', content: <Previews desktopId={id} /> },
      ]}
    />
  );
};
