import { redirect } from 'next/navigation';
import { createAuth } from './supabase/server.ts';

/** Who is signed in. */
export interface Person {
  id: string;
  email: string;
}

/** The signed-in person; the token's signature is checked, not only read. */
export const currentPerson = async (): Promise<Person | undefined> => {
  const { auth } = await createAuth();
  const { data } = await auth.getClaims().catch(() => ({ data: null }));
  if (!data) return undefined;
  const { sub, email } = data.claims;
  return { id: sub, email: typeof email === 'string' ? email : '' };
};

/** For every page and handler that needs a person: whoever is not signed in is sent to do so. */
export const requirePerson = async (path = '/desktops'): Promise<Person> => {
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return person;
};
