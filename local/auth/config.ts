/** Settings of the sign-in server; the supervisor sets the variables. */
export interface AuthConfig {
  host: string;
  port: number;
  databaseUrl: string;
  signingKeyFile: string;
  publishableKey: string;
  outbox: string;
  publicUrl: string;
  /** Whether a new address must be confirmed by a link before it can sign in. */
  confirmEmail: boolean;
  /** How long a used refresh token is still taken, for a second tab or a repeated request. */
  reuseSeconds: number;
}

/** Reads the settings and names what is missing. */
export const readAuthConfig = (env: NodeJS.ProcessEnv): AuthConfig => {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set. The supervisor sets it: use \`npm start\`.`);
    return value;
  };
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(need('PORT')),
    databaseUrl: need('DATABASE_URL'),
    signingKeyFile: need('SIGNING_KEY_FILE'),
    publishableKey: need('PUBLISHABLE_KEY'),
    outbox: need('OUTBOX'),
    publicUrl: need('PUBLIC_URL'),
    confirmEmail: env['CONFIRM_EMAIL'] === 'on',
    reuseSeconds: 10,
  };
};
