import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Names whose values never reach a log, at any of the first three levels. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'token',
  'key',
  'apiKey',
  'secret',
  'password',
  'env',
  'text',
  'stdin',
];
const paths = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Where logs go, a file or a descriptor: written a few lines at a time and beside the requests, at the latest after 200 ms
 * and before an orderly exit. A reader that stops is left behind when 8 MiB wait for it: a service never waits for its log.
 */
export const logDestination = (dest: string | number): DestinationStream =>
  pino.destination({
    dest,
    sync: false,
    minLength: 4_096,
    periodicFlush: 200,
    maxLength: 8 * 1024 * 1024,
  });

/** JSON logs on standard output, one line an event, secrets removed. */
export const createLogger = (
  service: string,
  options: { level?: string; destination?: DestinationStream } = {},
): Logger => {
  const settings = {
    name: service,
    level: options.level ?? 'info',
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    redact: { paths, censor: '[redacted]' },
  };
  return pino(settings, options.destination ?? logDestination(1));
};

/**
 * The log of a server of requests. Its lines of information hold nothing but an operation, an id, a status and a time:
 * looking for secrets in them would cost more than writing them. Errors are looked through as everywhere.
 */
export const requestLog = (log: Logger): Record<'info' | 'error', RequestLine> => {
  const plain = log.child({}, { redact: [] });
  return {
    info: (fields, message) => plain.info(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
};

type RequestLine = (fields: object, message: string) => void;

/** A logger that says nothing, for tests. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
