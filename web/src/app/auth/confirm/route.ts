import type { EmailOtpType } from '@supabase/supabase-js';
import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { nextPath } from '@/lib/next-path.ts';
import { createAuth } from '@/lib/supabase/server.ts';

const KINDS = new Set<string>([
  'signup',
  'recovery',
  'email',
  'email_change',
  'magiclink',
  'invite',
]);

/** Where the links of mails lead: a code or a token becomes a session. */
export const GET = async ({ nextUrl }: NextRequest): Promise<never> => {
  const { auth } = await createAuth();
  const given = nextUrl.searchParams;
  const code = given.get('code');
  const tokenHash = given.get('token_hash');
  const type = given.get('type') ?? 'recovery';
  const outcome = code
    ? await auth.exchangeCodeForSession(code)
    : tokenHash && KINDS.has(type)
      ? await auth.verifyOtp({ token_hash: tokenHash, type: type as EmailOtpType })
      : { error: new Error('neither code nor token') };
  redirect(outcome.error ? '/sign-in?problem=link' : nextPath(given.get('next')));
};
