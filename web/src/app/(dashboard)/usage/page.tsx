import type { Metadata } from 'next';
import { UsagePage } from '@/features/usage/usage-page.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Usage' };

export default async function Page() {
  await requirePerson('/usage');
  return <UsagePage />;
}
