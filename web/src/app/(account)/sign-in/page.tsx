import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signIn } from '@/features/auth/actions.ts';
import { AuthForm, OtherWay } from '@/features/auth/auth-form.tsx';
import { nextPath } from '@/lib/next-path.ts';
import { currentPerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignIn({ searchParams }: PageProps<'/sign-in'>) {
  const { next, problem } = await searchParams;
  const wanted = nextPath(next);
  if (await currentPerson()) redirect(wanted);
  return (
    <>
      <h1 className="mb-6 text-2xl font-semibold tracking-tight">Welcome back</h1>
      {problem === 'link' && (
        <p role="alert" className="mb-4 rounded-lg bg-warning-soft p-3 text-sm text-warning">
          This link was used before, has expired, or was opened in another browser. Ask for a new
          one.
        </p>
      )}
      <AuthForm
        action={signIn}
        submit="Sign in"
        email
        password="current-password"
        next={wanted}
        aside={
          <Link href="/reset-password" className="underline underline-offset-4">
            Forgot it?
          </Link>
        }
      />
      <OtherWay
        text="New here?"
        href={`/sign-up?next=${encodeURIComponent(wanted)}`}
        label="Make an account"
      />
    </>
  );
}
