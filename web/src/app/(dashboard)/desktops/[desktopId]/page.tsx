import type { Metadata } from 'next';
import { DesktopPage } from '@/features/desktop-page/desktop-page.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Desktop' };

export default async function Page({ params }: PageProps<'/desktops/[desktopId]'>) {
  const { desktopId } = await params;
  await requirePerson(`/desktops/${desktopId}`);
  return <DesktopPage id={desktopId} />;
}
