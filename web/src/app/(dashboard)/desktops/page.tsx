import type { Metadata } from 'next';
import { DesktopList } from '@/features/desktops/desktop-list.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Desktops' };

export default async function DesktopsPage() {
  await requirePerson('/desktops');
  return <DesktopList />;
}
