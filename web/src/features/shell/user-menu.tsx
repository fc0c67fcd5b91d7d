'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Menu } from '@/components/ui/menu.tsx';
import { signOut } from '@/features/auth/actions.ts';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { classes } from '@/lib/classes.ts';

interface UserMenuProps {
  email: string;
  /** Without the words, for a phone. */
  compact?: boolean;
}

/** Who is signed in, for which organization, and the way out. */
export const UserMenu = ({ email, compact = false }: UserMenuProps) => {
  const router = useRouter();
  return (
    <Menu
      {...(compact ? { label: `Account of ${email}` } : {})}
      className={classes(
        'flex min-w-0 cursor-pointer items-center gap-2.5 rounded-md p-1.5 text-left transition-colors hover:bg-surface data-popup-open:bg-surface',
        !compact && 'grow',
      )}
      trigger={compact ? <Initial email={email} /> : <Wide email={email} />}
      items={[
        {
          label: 'Account',
          icon: <UserRound aria-hidden />,
          onSelect: () => router.push('/account'),
        },
        {
          label: 'Sign out',
          icon: <LogOut aria-hidden />,
          onSelect: () => startTransition(() => signOut()),
        },
      ]}
    />
  );
};

const Wide = ({ email }: { email: string }) => (
  <>
    <Initial email={email} />
    <span className="flex min-w-0 grow flex-col">
      <Organization />
      <span className="truncate text-xs text-muted" title={email}>
        {email}
      </span>
    </span>
    <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
  </>
);

const Initial = ({ email }: { email: string }) => (
  <span
    aria-hidden
    className="grid size-7.5 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong uppercase"
  >
    {email.slice(0, 1)}
  </span>
);

const Organization = () => {
  const client = useCyberdesk();
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => client.me({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <span className="truncate text-sm leading-tight font-medium">
      {data?.organization.name ?? 'Your organization'}
    </span>
  );
};
