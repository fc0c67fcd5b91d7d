import { DocsLayout } from 'fumadocs-ui/layouts/docs';
import { RootProvider } from 'fumadocs-ui/provider/next';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo.tsx';
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx';
import { source } from '@/lib/docs/source.ts';

export const metadata: Metadata = {
  title: { default: 'Documentation', template: '%s · Cyberdesk docs' },
};

/** Sidebar, search and theme of the documentation. The theme itself is the whole site's. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <RootProvider theme={{ enabled: false }} search={{ options: { api: '/docs/search' } }}>
      <DocsLayout
        tree={source.pageTree}
        nav={{ title: <Logo />, url: '/' }}
        links={[{ text: 'Dashboard', url: '/desktops' }]}
        themeSwitch={{ enabled: false }}
        sidebar={{ footer: <ThemeSwitch />, prefetch: false }}
      >
        {children}
      </DocsLayout>
    </RootProvider>
  );
}
