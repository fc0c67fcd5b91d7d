import type { Config } from './config.ts';

/** Hash of the one style sheet that the documentation's scroll areas bring, which take no nonce. */
const SCROLL_AREA_STYLE = "'sha256-vGQdhYJbTuF+M8iCn1IZCHpdkiICocWHDq4qnQF4Rjw='";

/** What differs from one answer to the next. */
export interface Page {
  nonce: string;
  /** Who may show it in a frame; nobody when it is empty. */
  frames?: readonly string[];
}

const ORIGIN = /^https?:\/\/[0-9a-z.-]+(:\d+)?$/;

/** Only a live view without anything around it is made for frames: of the pages that its link names, or of any. */
export const framesOf = ({ pathname, searchParams }: URL): string[] => {
  if (!pathname.startsWith('/embed/')) return [];
  const named = searchParams.getAll('frame');
  return named.length === 0 ? ['*'] : named.filter((origin) => ORIGIN.test(origin)).slice(0, 16);
};

/** What a page may load and talk to: its own code, the API and the gateway, nothing else. */
export const contentSecurityPolicy = (
  { apiUrl, gatewayUrl, siteUrl, isProduction }: Config,
  { nonce, frames = [] }: Page,
): string => {
  const sockets = gatewayUrl.replace(/^http/, 'ws');
  const directives: Record<string, string> = {
    'default-src': "'self'",
    // Development builds of React need eval to show where an error came from.
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${isProduction ? '' : " 'unsafe-eval'"}`,
    // They also insert style sheets as they go, and a nonce would cancel unsafe-inline.
    'style-src': `'self' ${isProduction ? `'nonce-${nonce}' ${SCROLL_AREA_STYLE}` : "'unsafe-inline'"}`,
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'media-src': "'self' blob:",
    'font-src': "'self'",
    'connect-src': `'self' ${apiUrl} ${gatewayUrl} ${sockets}`,
    'worker-src': "'self' blob:",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': frames.length > 0 ? frames.join(' ') : "'none'",
  };
  const policy = Object.entries(directives).map(([name, value]) => `${name} ${value}`);
  if (siteUrl.startsWith('https:')) policy.push('upgrade-insecure-requests');
  return policy.join('; ');
};

/** Headers of every answer. */
export const securityHeaders = (config: Config, page: Page): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(config, page),
  'x-content-type-options': 'nosniff',
  ...(page.frames?.length ? {} : { 'x-frame-options': 'DENY' }),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  ...(config.siteUrl.startsWith('https:')
    ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains; preload' }
    : {}),
});
