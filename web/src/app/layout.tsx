import { CSPProvider } from '@base-ui/react/csp-provider';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import './globals.css';

export const metadata: Metadata = {
  title: {
    default: 'Cyberdesk: cloud desktops for computer-use agents',
    template: '%s · Cyberdesk',
  },
  description:
    'Isolated virtual machines with a real screen, created, seen and controlled through one API by people and agents.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#151412' },
  ],
};

/** Reads the nonce of the request: pages are rendered for it, so that no other inline script can run. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <ThemeProvider attribute="class" defaultTheme="system" enableSystem nonce={nonce}>
          <CSPProvider nonce={nonce}>{children}</CSPProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
