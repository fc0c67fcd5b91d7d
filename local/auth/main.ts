import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { readAuthConfig } from './config.ts';
import { AuthStore } from './store.ts';

const config = readAuthConfig(process.env);
const store = new AuthStore(config.databaseUrl);
const server = serve({
  fetch: createApp(config, store).fetch,
  hostname: config.host,
  port: config.port,
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close();
    void store.close().then(() => process.exit(0));
  });
}
