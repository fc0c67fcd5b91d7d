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
  return options.destination ? pino(settings, options.destination) : pino(settings);
};

/** A logger that says nothing, for tests. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
