import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/** Passes connections on to ports in turn, as a Service does: it knows nothing of what they carry. */
export interface Balancer {
  url: string;
  /** Where new connections go from now on; those that are open stay where they are. */
  ports: number[];
  close(): void;
}

export const startBalancer = async (): Promise<Balancer> => {
  let turn = 0;
  const server: Server = createServer((client) => {
    const { ports } = balancer;
    const port = ports[(turn += 1) % ports.length];
    if (port === undefined) return void client.destroy();
    const replica = connect(port, '127.0.0.1');
    client.setNoDelay(true);
    replica.setNoDelay(true);
    client.pipe(replica).pipe(client);
    client.on('error', () => replica.destroy());
    replica.on('error', () => client.destroy());
    client.on('close', () => replica.destroy());
    replica.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}`,
    ports: [],
    close: () => void server.close(),
  };
  return balancer;
};

/** A port that nobody listens on now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
