import type { Metadata } from 'next';
import { changePassword } from '@/features/auth/actions.ts';
import { AuthForm, OtherWay } from '@/features/auth/auth-form.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Choose a new password' };

export default async function NewPassword() {
  const { email } = await requirePerson('/new-password');
  return (
    <>
      <h1 className="mb-1 text-2xl font-semibold tracking-tight">Choose a new password</h1>
      <p className="mb-6 text-sm text-muted">For {email}.</p>
      <AuthForm
        action={changePassword}
        submit="Change the password"
        password="new-password"
        passwordLabel="New password"
      />
      <OtherWay text="Done?" href="/desktops" label="To your desktops" />
    </>
  );
}
