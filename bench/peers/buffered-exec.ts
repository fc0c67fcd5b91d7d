import { exec } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Commands as they are often served: the whole output in memory, and then in one JSON document. */
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    const { command } = JSON.parse(body) as { command: string };
    exec(command, { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      const reply = { exitCode: error?.code ?? 0, stdout, stderr };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
