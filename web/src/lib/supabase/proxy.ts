import { createServerClient } from '@supabase/ssr';
import type { NextRequest, NextResponse } from 'next/server';
import { config } from '../config.ts';
import { cookieOptions } from './server.ts';

/** Renews a session that is about to end, so that pages find a fresh one. */
export const renewSession = async (
  request: NextRequest,
  respond: () => NextResponse,
): Promise<NextResponse> => {
  let response = respond();
  if (!request.cookies.getAll().some(({ name }) => name.includes('-auth-token'))) return response;
  const { authUrl, authPublishableKey } = config();
  const auth = createServerClient(authUrl, authPublishableKey, {
    cookieOptions: cookieOptions(),
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (all, headers) => {
        for (const { name, value } of all) request.cookies.set(name, value);
        response = respond();
        for (const { name, value, options } of all)
          response.cookies.set(name, value, { ...options, ...cookieOptions() });
        for (const [name, value] of Object.entries(headers ?? {}))
          response.headers.set(name, value);
      },
    },
  }).auth;
  await auth.getClaims().catch(() => undefined);
  return response;
};
