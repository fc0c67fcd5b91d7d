import { config } from '@/lib/config.ts';
import { isOwnOrigin } from '@/lib/origin.ts';
import { createAuth } from '@/lib/supabase/server.ts';

const noStore = { 'cache-control': 'no-store' };

/** The short access token for a page of this site, which keeps it in memory and calls the API with it. */
export const GET = async (request: Request): Promise<Response> => {
  if (!isOwnOrigin(request.headers))
    return Response.json(
      { detail: 'Only pages of this site may ask for the session.' },
      { status: 403, headers: noStore },
    );
  const { auth } = await createAuth();
  const { data: checked } = await auth.getClaims().catch(() => ({ data: null }));
  const { data } = await auth.getSession();
  if (!checked || !data.session)
    return Response.json({ detail: 'Sign in first.' }, { status: 401, headers: noStore });
  const { access_token: accessToken, expires_at: expiresAt = 0 } = data.session;
  return Response.json({ accessToken, expiresAt, apiUrl: config().apiUrl }, { headers: noStore });
};
