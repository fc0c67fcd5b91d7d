import type { Metadata } from 'next';
import { LinkedScreen } from '@/features/live-view/linked-screen.tsx';
import { config } from '@/lib/config.ts';

export const metadata: Metadata = {
  title: 'Live view',
  robots: { index: false },
  // The address holds the link's token.
  referrer: 'no-referrer',
};

export default function Page() {
  return <LinkedScreen gatewayUrl={config().gatewayUrl} bare={false} />;
}
