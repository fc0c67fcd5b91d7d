import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo.tsx';
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx';

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-sunken">
      <header className="flex items-center justify-between px-6 py-5">
        <Link href="/" className="flex rounded-md">
          <Logo />
        </Link>
        <ThemeSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-md grow flex-col justify-center px-4 pb-28">
        <div className="rounded-2xl border bg-surface p-6 sm:p-9">{children}</div>
      </main>
    </div>
  );
}
