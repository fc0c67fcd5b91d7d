import type { Metadata } from 'next';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Playground' };

export default async function PlaygroundPage() {
  await requirePerson('/playground');
  return <PageHeader title="Playground" />;
}
