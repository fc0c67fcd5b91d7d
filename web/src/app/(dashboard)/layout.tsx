import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Toasts } from '@/components/ui/toast.tsx';
import { CyberdeskProvider } from '@/features/session/cyberdesk.tsx';
import { EventsProvider } from '@/features/session/events.tsx';
import { Shell } from '@/features/shell/shell.tsx';
import { config } from '@/lib/config.ts';
import { requirePerson } from '@/lib/session.ts';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get('x-pathname') ?? '/desktops';
  const person = await requirePerson(path);
  return (
    <CyberdeskProvider apiUrl={config().apiUrl}>
      <EventsProvider>
        <Toasts>
          <Shell email={person.email}>{children}</Shell>
        </Toasts>
      </EventsProvider>
    </CyberdeskProvider>
  );
}
