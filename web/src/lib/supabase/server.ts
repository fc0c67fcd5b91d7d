import { createServerClient, type CookieOptions } from '@supabase/ssr';
import { cookies } from 'next/headers';
import { config } from '../config.ts';

/** The session lives in cookies that no script can read. */
export const cookieOptions = (): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: config().siteUrl.startsWith('https:'),
});

/** Sign-in for server components, actions and route handlers. */
export const createAuth = async () => {
  const store = await cookies();
  const { authUrl, authPublishableKey } = config();
  return createServerClient(authUrl, authPublishableKey, {
    cookieOptions: cookieOptions(),
    cookies: {
      getAll: () => store.getAll(),
      setAll: (all) => {
        try {
          for (const { name, value, options } of all)
            store.set(name, value, { ...options, ...cookieOptions() });
        } catch {
          // A server component cannot set cookies; the proxy has renewed the session before it ran.
        }
      },
    },
  });
};
