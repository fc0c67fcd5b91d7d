'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo.tsx';
import { SkipLink } from '@/components/ui/skip-link.tsx';
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx';
import { classes } from '@/lib/classes.ts';
import { navigation } from './navigation.ts';
import { UserMenu } from './user-menu.tsx';

/** The frame of the dashboard: a side bar, on a phone a bar at the bottom. */
export const Shell = ({ email, children }: { email: string; children: ReactNode }) => (
  <div className="min-h-dvh md:grid md:grid-cols-[15rem_1fr]">
    <SkipLink />
    <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-sunken px-3 py-4 md:flex">
      <Link href="/" className="mb-6 rounded-md px-2.5 py-1">
        <Logo />
      </Link>
      <Navigation />
      <div className="mt-auto flex items-center gap-1 border-t pt-3">
        <UserMenu email={email} />
        <ThemeSwitch />
      </div>
    </aside>
    <header className="sticky top-0 z-30 flex items-center justify-between border-b bg-canvas px-4 py-2.5 md:hidden">
      <Link href="/" className="flex rounded-md">
        <Logo />
      </Link>
      <div className="flex items-center gap-1">
        <ThemeSwitch />
        <UserMenu email={email} compact />
      </div>
    </header>
    <main id="content" className="min-w-0 px-4 pt-6 pb-28 md:px-10 md:py-9">
      {children}
    </main>
    <div className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      <Navigation />
    </div>
  </div>
);

const Navigation = () => {
  const path = usePathname();
  return (
    <nav aria-label="Dashboard" className="flex justify-around md:flex-col md:gap-0.5">
      {navigation.map(({ href, label, icon: Icon }) => {
        const isHere = path === href || path.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? 'page' : undefined}
            className={classes(
              'flex flex-col items-center gap-1 rounded-md px-2 py-2 text-[11px] md:flex-row md:gap-3 md:px-2.5 md:text-sm',
              isHere ? 'text-ink md:bg-surface md:font-medium' : 'text-muted hover:text-ink',
            )}
          >
            <Icon className={classes('size-4.5', isHere && 'text-accent')} aria-hidden />
            {label}
          </Link>
        );
      })}
    </nav>
  );
};
