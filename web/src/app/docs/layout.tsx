import { DocsLayout } from 'fumadocs-ui/layouts/docs';
import { RootProvider } from 'fumadocs-ui/provider/next';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo.tsx';
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx';
import { StyleNonce } from '@/features/docs/style-nonce.tsx';
import { source } from '@/lib/docs/source.ts';

export const metadata: Metadata = {
  title: { default: 'Documentation', template: '%s · Cyberdesk docs' },
};

/** Sidebar, search and theme of the documentation. The theme itself is the whole site's. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <RootProvider theme={{ enabled: false }} search={{ options: { api: '/docs/search' } }}>
      <StyleNonce />
      <DocsLayout
        tree={source.pageTree}
        nav={{ title: <Logo />, url: '/' }}
        themeSwitch={{ enabled: false }}
        sidebar={{ footer: <Footer />, prefetch: false }}
      >
        {children}
      </DocsLayout>
    </RootProvider>
  );
}

const Footer = () => (
  <div className="flex items-center justify-between text-sm text-muted">
    <Link href="/desktops" prefetch={false} className="px-2 hover:text-ink">
      Dashboard
    </Link>
    <ThemeSwitch />
  </div>
);
