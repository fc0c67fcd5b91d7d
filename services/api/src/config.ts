import {
  choice,
  file,
  int,
  list,
  readConfig,
  string,
  url,
  type Reader,
} from '@cyberdesk/kit/config';

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:[^*]+$/.test(text) && new URL(text).origin === text;

/** Exact origins of pages; a pattern would let in what nobody meant. */
const origins = (): Reader<string[]> => {
  const words = list([]);
  const parse = (text: string): string[] => {
    const given = words.parse(text);
    const wrong = given.find((each) => !isOrigin(each));
    if (wrong === undefined) return given;
    throw new Error(
      `must be origins such as https://app.example.com, separated by commas; ${wrong} is none`,
    );
  };
  return { ...words, parse };
};

const spec = {
  HOST: string('0.0.0.0'),
  PORT: int(7600, { min: 1, max: 65_535 }),
  DATABASE_URL: string(),
  PUBLIC_URL: url(),
  GATEWAY_URL: url(),
  GATEWAY_PUBLIC_URL: url(),
  /** Previews are host names below this one. */
  PREVIEW_URL: url(),
  /** Pages that links to live views lead to. */
  WEB_URL: url(),
  SERVICE_KEY_FILE: file(),
  AUTH_URL: url(),
  WEB_ORIGINS: origins(),
  CLUSTER_ID: string('main'),
  REGION: string('main'),
  TEMPLATES: list(['desktop-base']),
  MAX_VCPUS: int(64, { min: 1 }),
  MAX_MEMORY_MIB: int(524_288, { min: 512 }),
  MAX_DESKTOPS_PER_ORGANIZATION: int(20, { min: 1 }),
  MAX_EVENT_STREAMS_PER_ORGANIZATION: int(100, { min: 1 }),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  BUILD: string('dev'),
};

/** Settings of the API. */
export type ApiConfig = ReturnType<typeof readApiConfig>;

/** Reads the settings; one error names every variable that is missing or wrong. */
export const readApiConfig = (env: NodeJS.ProcessEnv = process.env) => readConfig(env, spec);
