import type { Metadata } from 'next';
import { requestReset } from '@/features/auth/actions.ts';
import { AuthForm, OtherWay } from '@/features/auth/auth-form.tsx';

export const metadata: Metadata = { title: 'Reset your password' };

export default function ResetPassword() {
  return (
    <>
      <h1 className="mb-1 text-2xl font-semibold tracking-tight">Reset your password</h1>
      <p className="mb-6 text-sm text-muted">We send you a link to choose a new one.</p>
      <AuthForm action={requestReset} submit="Send the link" email />
      <OtherWay text="You remember it?" href="/sign-in" label="Sign in" />
    </>
  );
}
