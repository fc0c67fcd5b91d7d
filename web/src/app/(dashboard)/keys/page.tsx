import type { Metadata } from 'next';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Keys' };

export default async function KeysPage() {
  await requirePerson('/keys');
  return <PageHeader title="Keys" />;
}
