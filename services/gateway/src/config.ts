import { choice, file, int, optional, readConfig, string, url } from '@cyberdesk/kit/config';

const port = { min: 0, max: 65_535 };

const variables = {
  HOST: string('127.0.0.1'),
  CONTROL_PORT: int(undefined, port),
  DATA_PORT: int(undefined, port),
  /** Absent = the service account of the pod. */
  KUBECONFIG: optional(),
  NAMESPACE: string('cyberdesk'),
  /** Public keys of api and operator. */
  SERVICE_JWKS_FILE: file(),
  /** Private key that desktops trust. */
  DESKTOP_KEY_FILE: file(),
  /** Previews are host names below this one: a domain of its own, so that no page of a desktop meets our cookies. */
  PREVIEW_URL: url(),
  EXECD_PORT: int(8000, { min: 1, max: 65_535 }),
  /** Build that `getVersion` names. */
  BUILD: string('dev'),
  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
};

export type Config = ReturnType<typeof loadConfig>;

/** The gateway's configuration, or one error that names every variable to mend. */
export const loadConfig = (env: Record<string, string | undefined> = process.env) =>
  readConfig(env, variables);
