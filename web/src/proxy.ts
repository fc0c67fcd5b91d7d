import { NextResponse, type NextRequest } from 'next/server';
import { config as readConfig } from './lib/config.ts';
import { isOwnOrigin } from './lib/origin.ts';
import { framesOf, securityHeaders } from './lib/security-headers.ts';
import { renewSession } from './lib/supabase/proxy.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Headers of every page, and one wall more against forged writes. It decides nothing about rights: each page,
 * action and handler asks for the session itself.
 */
export const proxy = async (request: NextRequest): Promise<NextResponse> => {
  const config = readConfig();
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const frames = framesOf(new URL(request.url));
  const headers = securityHeaders(config, { nonce, frames });
  if (!READS.has(request.method) && !isOwnOrigin(request.headers))
    return NextResponse.json(
      { detail: 'This request came from another site and was refused.' },
      { status: 403, headers },
    );
  const response = await renewSession(request, () => {
    const passed = new Headers(request.headers);
    passed.set('x-nonce', nonce);
    passed.set('x-pathname', request.nextUrl.pathname + request.nextUrl.search);
    passed.set('content-security-policy', headers['content-security-policy'] ?? '');
    return NextResponse.next({ request: { headers: passed } });
  });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
};

export const config = {
  // Everything but files with a hash in their name.
  matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'],
};
