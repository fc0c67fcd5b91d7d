import type { Metadata } from 'next';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Desktops' };

export default async function DesktopsPage() {
  await requirePerson('/desktops');
  return <PageHeader title="Desktops" />;
}
