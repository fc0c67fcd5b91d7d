import { setTimeout as delay } from 'node:timers/promises';
import { startServer } from './server.ts';

/** Runs Postgres until a signal; ends when Postgres does, so that the supervisor starts both again. */
const {
  POSTGRES_FOLDER: folder = '',
  POSTGRES_PORT: port = '',
  POSTGRES_PASSWORD: password = '',
} = process.env;

const server = await startServer({
  folder,
  port: Number(port),
  password,
  fsync: true,
  onLog: (text) => process.stdout.write(text),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
await server.ended;
// The handler of a signal ends this process itself; what comes here was not asked for.
await delay(100);
process.exit(1);
