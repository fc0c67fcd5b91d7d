import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/supervisor/ports.ts';
import type { Cleanup } from '../support/cleanup.ts';
import { treeOf } from '../support/processes.ts';
import { listens, onCore, startProgram } from '../support/program.ts';
import type { Proxy } from './http-proxy.ts';

/** nginx with one worker, connections to the upstream kept, and its access log on and buffered, as the gateway's is. */
export const startNginx = async (cleanup: Cleanup, upstream: number): Promise<Proxy> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-nginx-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, port, upstream));
  const argv = ['/usr/sbin/nginx', '-p', folder, '-c', file, '-e', join(folder, 'error.log')];
  const program = startProgram(onCore(1, argv));
  cleanup.add(program.stop);
  await program.until(() => listens(port));
  return { port, pids: treeOf(program.pid) };
};

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const configuration = (folder: string, port: number, upstream: number): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/pid;
events { worker_connections 1024; }
http {
  access_log ${folder}/access.log combined buffer=4k flush=1s;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  upstream desktop { server 127.0.0.1:${upstream}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    keepalive_requests 1000000;
    location / {
      proxy_pass http://desktop;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }
}
`;
