import type { Metadata } from 'next';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { changePassword, signOut } from '@/features/auth/actions.ts';
import { AuthForm } from '@/features/auth/auth-form.tsx';
import { OrganizationCard } from '@/features/auth/organization-card.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Account' };

export default async function Account() {
  const { email } = await requirePerson('/account');
  return (
    <>
      <PageHeader title="Account">You are signed in as {email}.</PageHeader>
      <div className="flex max-w-xl flex-col gap-5">
        <OrganizationCard />
        <Card className="p-6">
          <h2 className="mb-1 font-semibold tracking-tight">Password</h2>
          <p className="mb-5 text-sm text-muted">
            A new one signs you out everywhere but here. API keys go on working.
          </p>
          <AuthForm
            action={changePassword}
            submit="Change the password"
            password="new-password"
            passwordLabel="New password"
          />
        </Card>
        <Card className="flex items-center justify-between gap-4 p-6">
          <div>
            <h2 className="font-semibold tracking-tight">Sign out</h2>
            <p className="text-sm text-muted">Of this browser. Your desktops run on.</p>
          </div>
          <form action={signOut}>
            <Button type="submit">Sign out</Button>
          </form>
        </Card>
      </div>
    </>
  );
}
