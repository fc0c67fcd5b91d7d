import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { signUp } from '@/features/auth/actions.ts';
import { AuthForm, OtherWay } from '@/features/auth/auth-form.tsx';
import { nextPath } from '@/lib/next-path.ts';
import { currentPerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Make an account' };

export default async function SignUp({ searchParams }: PageProps<'/sign-up'>) {
  const wanted = nextPath((await searchParams).next);
  if (await currentPerson()) redirect(wanted);
  return (
    <>
      <h1 className="mb-1 text-2xl font-semibold tracking-tight">Make an account</h1>
      <p className="mb-6 text-sm text-muted">A desktop of your own is half a minute away.</p>
      <AuthForm
        action={signUp}
        submit="Make the account"
        email
        password="new-password"
        next={wanted}
      />
      <OtherWay
        text="You have one?"
        href={`/sign-in?next=${encodeURIComponent(wanted)}`}
        label="Sign in"
      />
    </>
  );
}
