/** Where everything is. Read when a request needs it, so that one build serves any environment. */
export interface Config {
  /** Origin of this site. */
  siteUrl: string;
  /** The public API. */
  apiUrl: string;
  /** Data listener of the gateway: live views connect to it. */
  gatewayUrl: string;
  /** Supabase project, or the local sign-in server. */
  authUrl: string;
  authPublishableKey: string;
  isProduction: boolean;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (!value)
    throw new Error(`Set the environment variable ${name}; web/README.md lists them all.`);
  return value;
};

const origin = (name: string): string => new URL(required(name)).origin;

export const config = (): Config => ({
  siteUrl: origin('SITE_URL'),
  apiUrl: origin('API_URL'),
  gatewayUrl: origin('GATEWAY_PUBLIC_URL'),
  authUrl: origin('AUTH_URL'),
  authPublishableKey: required('AUTH_PUBLISHABLE_KEY'),
  isProduction: process.env['NODE_ENV'] === 'production',
});
