import type { Metadata } from 'next';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { changePassword, signOut } from '@/features/auth/actions.ts';
import { AuthForm } from '@/features/auth/auth-form.tsx';
import { PageHeader } from '@/features/shell/page-header.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Account' };

export default async function Account() {
  const { email } = await requirePerson('/account');
  return (
    <>
      <PageHeader title="Account">You are signed in as {email}.</PageHeader>
      <div className="flex max-w-md flex-col gap-5">
        <Card className="p-6">
          <h2 className="mb-4 font-semibold tracking-tight">Password</h2>
          <AuthForm action={changePassword} submit="Change the password" password="new-password" />
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
