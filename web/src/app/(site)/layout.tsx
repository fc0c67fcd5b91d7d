import type { ReactNode } from 'react';
import { SkipLink } from '@/components/ui/skip-link.tsx';
import { SiteFooter } from '@/features/site/site-footer.tsx';
import { SiteHeader } from '@/features/site/site-header.tsx';
import { currentPerson } from '@/lib/session.ts';

export default async function SiteLayout({ children }: { children: ReactNode }) {
  const person = await currentPerson();
  return (
    <>
      <SkipLink />
      <SiteHeader isSignedIn={person !== undefined} />
      <main id="content">{children}</main>
      <SiteFooter />
    </>
  );
}
