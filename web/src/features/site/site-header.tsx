import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button.tsx';
import { Logo } from '@/components/ui/logo.tsx';
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx';

const links = [
  { href: '/docs', label: 'Docs' },
  { href: '/#how-it-works', label: 'How it works' },
  { href: '/#compared', label: 'Compared' },
  { href: '/#self-host', label: 'Self-host' },
];

/** Head of the public pages. Whoever is signed in is led to the dashboard instead of a form. */
export const SiteHeader = ({ isSignedIn }: { isSignedIn: boolean }) => (
  <header className="sticky top-0 z-30 border-b bg-canvas/85 backdrop-blur-md">
    <div className="mx-auto flex h-15 max-w-6xl items-center gap-8 px-5 md:px-8">
      <Link href="/" aria-label="Cyberdesk, start page" className="flex rounded-md">
        <Logo />
      </Link>
      <nav aria-label="Site" className="hidden gap-6 text-sm text-muted md:flex">
        {links.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            className="transition-colors hover:text-ink"
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className="ml-auto flex items-center gap-1.5">
        <ThemeSwitch />
        <Ways isSignedIn={isSignedIn} />
      </div>
    </div>
  </header>
);

const Ways = ({ isSignedIn }: { isSignedIn: boolean }) =>
  isSignedIn ? (
    <Link href="/desktops" className={buttonClasses({ look: 'primary', size: 'small' })}>
      Dashboard
    </Link>
  ) : (
    <>
      <Link href="/sign-in" className={buttonClasses({ look: 'quiet', size: 'small' })}>
        Sign in
      </Link>
      <Link href="/sign-up" className={buttonClasses({ look: 'primary', size: 'small' })}>
        Get started
      </Link>
    </>
  );
