import type { Metadata } from 'next';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Usage' };

export default async function UsagePage() {
  await requirePerson('/usage');
  return <PageHeader title="Usage" />;
}
