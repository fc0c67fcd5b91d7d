import { expect, test } from 'vitest';
import type { Config } from './config.ts';
import { contentSecurityPolicy, framesOf, securityHeaders } from './security-headers.ts';

const config: Config = {
  siteUrl: 'https://app.example.com',
  apiUrl: 'https://api.example.com',
  gatewayUrl: 'https://gateway.example.com',
  authUrl: 'https://auth.example.com',
  authPublishableKey: 'key',
  isProduction: true,
};
const directive = (name: string, of = config): string | undefined =>
  contentSecurityPolicy(of, { nonce: 'abc' })
    .split('; ')
    .find((each) => each.startsWith(`${name} `));

test('scripts run by the nonce of the request only', () => {
  expect(directive('script-src')).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(directive('style-src')).toMatch(/^style-src 'self' 'nonce-abc' 'sha256-[^']+'$/);
});

test('pages talk to the API and the gateway and to nobody else', () => {
  expect(directive('connect-src')).toBe(
    "connect-src 'self' https://api.example.com https://gateway.example.com wss://gateway.example.com",
  );
});

test('nobody frames a page, and forms stay here', () => {
  expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(directive('form-action')).toBe("form-action 'self'");
});

test('a live view for frames is framed by the pages that its link names, or by any', () => {
  const embed = (query: string) => framesOf(new URL(`https://app.example.com/embed/dsk_x${query}`));
  expect(embed('')).toEqual(['*']);
  expect(embed('?frame=https://a.test&frame=http://b.test:81')).toEqual([
    'https://a.test',
    'http://b.test:81',
  ]);
  expect(embed('?frame=%27self%27;script-src%20*')).toEqual([]);
  expect(framesOf(new URL('https://app.example.com/view/dsk_x'))).toEqual([]);
  const headers = securityHeaders(config, { nonce: 'abc', frames: ['https://a.test'] });
  expect(headers['content-security-policy']).toContain('frame-ancestors https://a.test');
  expect(headers['x-frame-options']).toBeUndefined();
});

test('a site with TLS insists on it', () => {
  expect(securityHeaders(config, { nonce: 'abc' })['strict-transport-security']).toContain(
    'max-age=63072000',
  );
  const local = { ...config, siteUrl: 'http://127.0.0.1:7609' };
  expect(securityHeaders(local, { nonce: 'abc' })['strict-transport-security']).toBeUndefined();
});
