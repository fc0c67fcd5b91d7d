import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo.tsx';
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx';

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-sunken">
      <header className="flex items-center justify-between px-6 py-5">
        <Link href="/">
          <Logo />
        </Link>
        <ThemeSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-sm grow flex-col justify-center px-6 pb-32">
        {children}
      </main>
    </div>
  );
}
