'use server';
import { redirect } from 'next/navigation';
import { config } from '@/lib/config.ts';
import { nextPath } from '@/lib/next-path.ts';
import { refuseForeignOrigin } from '@/lib/origin.ts';
import { requirePerson } from '@/lib/session.ts';
import { createAuth } from '@/lib/supabase/server.ts';
import { readEmail, readPassword, type FormState } from './form.ts';
import { explain } from './explain.ts';

type Action = (before: FormState, data: FormData) => Promise<FormState>;

/** Signs in and goes where the person wanted to. */
export const signIn: Action = async (_, data) => {
  await refuseForeignOrigin();
  const email = readEmail(data);
  const password = data.get('password');
  if (email.error) return { email: email.value, errors: { email: email.error } };
  const { auth } = await createAuth();
  const { error } = await auth.signInWithPassword({
    email: email.value,
    password: typeof password === 'string' ? password : '',
  });
  if (error) return { email: email.value, problem: explain(error) };
  redirect(nextPath(data.get('next')));
};

/** Makes an account; where the project asks for it, the address is confirmed by mail first. */
export const signUp: Action = async (_, data) => {
  await refuseForeignOrigin();
  const [email, password] = [readEmail(data), readPassword(data)];
  const errors = { email: email.error, password: password.error };
  if (errors.email || errors.password) return { email: email.value, errors };
  const { auth } = await createAuth();
  const next = nextPath(data.get('next'));
  const { data: made, error } = await auth.signUp({
    email: email.value,
    password: password.value,
    options: { emailRedirectTo: confirmUrl(next) },
  });
  if (error) return { email: email.value, problem: explain(error) };
  if (!made.session)
    return {
      email: email.value,
      done: `A link to confirm ${email.value} is on its way. Open it in this browser.`,
    };
  redirect(next);
};

/** Sends a link to choose a new password. The answer never tells whether the address is known. */
export const requestReset: Action = async (_, data) => {
  await refuseForeignOrigin();
  const email = readEmail(data);
  if (email.error) return { email: email.value, errors: { email: email.error } };
  const { auth } = await createAuth();
  const { error } = await auth.resetPasswordForEmail(email.value, {
    redirectTo: confirmUrl('/new-password'),
  });
  if (error) return { email: email.value, problem: explain(error) };
  return {
    email: email.value,
    done: `If ${email.value} has an account, a link is on its way. Open it in this browser.`,
  };
};

/** Sets a new password for who is signed in, also by the link of a mail. */
export const changePassword: Action = async (_, data) => {
  await refuseForeignOrigin();
  await requirePerson('/new-password');
  const password = readPassword(data);
  if (password.error) return { errors: { password: password.error } };
  const { auth } = await createAuth();
  const { error } = await auth.updateUser({ password: password.value });
  if (error) return { problem: explain(error) };
  return { done: 'Your password is changed. All other sessions are signed out.' };
};

/** Ends the session on this browser. */
export const signOut = async (): Promise<void> => {
  await refuseForeignOrigin();
  const { auth } = await createAuth();
  await auth.signOut({ scope: 'local' });
  redirect('/');
};

const confirmUrl = (next: string): string =>
  `${config().siteUrl}/auth/confirm?next=${encodeURIComponent(next)}`;
