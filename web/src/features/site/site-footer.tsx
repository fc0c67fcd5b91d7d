import Link from 'next/link';
import { Logo } from '@/components/ui/logo.tsx';

const columns = [
  {
    title: 'Product',
    links: [
      { href: '/#quickstart', label: 'Quickstart' },
      { href: '/#how-it-works', label: 'How it works' },
      { href: '/#compared', label: 'Compared' },
      { href: '/#self-host', label: 'Self-host' },
    ],
  },
  {
    title: 'Read',
    links: [
      { href: '/docs', label: 'Documentation' },
      { href: '/llms.txt', label: 'For language models' },
    ],
  },
  {
    title: 'Account',
    links: [
      { href: '/sign-up', label: 'Make an account' },
      { href: '/sign-in', label: 'Sign in' },
      { href: '/desktops', label: 'Dashboard' },
    ],
  },
];

/** Foot of the public pages. */
export const SiteFooter = () => (
  <footer className="border-t bg-sunken">
    <div className="mx-auto grid max-w-6xl gap-10 px-5 py-14 sm:grid-cols-2 md:grid-cols-[1.6fr_1fr_1fr_1fr] md:px-8">
      <div className="flex flex-col gap-3">
        <Logo />
        <p className="max-w-60 text-sm text-muted">
          Cloud desktops for people and computer-use agents. Apache-2.0.
        </p>
      </div>
      {columns.map(({ title, links }) => (
        <nav key={title} aria-label={title} className="flex flex-col gap-2.5 text-sm">
          <h2 className="font-medium">{title}</h2>
          {links.map(({ href, label }) => (
            <Link key={href} href={href} prefetch={false} className="text-muted hover:text-ink">
              {label}
            </Link>
          ))}
        </nav>
      ))}
    </div>
  </footer>
);
