import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The browser of the machine, if there is one. */
export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
  existsSync(path),
);

const PAGE = `<!doctype html><meta charset="utf-8"><textarea autofocus style="width:90vw;height:90vh"></textarea><script>
const area = document.querySelector('textarea');
const tell = (path, body) => fetch(path, { method: 'POST', body });
area.addEventListener('input', () => tell('/value', area.value));
const look = () => {
  if (document.hasFocus() && document.activeElement === area) tell('/ready', '');
  else requestAnimationFrame(look);
};
look();
</script>`;

export interface BrowserPage {
  /** Resolves when the page has the focus: a browser drops keys before that. */
  ready: Promise<void>;
  /** What the textarea holds, as the page itself tells it. */
  value(): string;
  close(): Promise<void>;
}

/** A real browser on a display, showing a page with one textarea. */
export async function openBrowser(display: number): Promise<BrowserPage> {
  let value = '';
  const ready = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/ready') ready.resolve();
      const text = Buffer.concat(chunks).toString('utf8');
      // Reports may overtake each other; while typing the value only grows.
      if (request.url === '/value' && text.length >= value.length) value = text;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(request.url === '/' ? PAGE : '');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const profile = await mkdtemp(join(tmpdir(), 'browser-'));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const flags = ['--no-sandbox', '--no-first-run', '--disable-gpu', '--kiosk'];
  const child = spawn(chromium ?? '', [...flags, `--user-data-dir=${profile}`, address], {
    env: { DISPLAY: `:${display}`, HOME: profile, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    stdio: 'ignore',
    detached: true,
  });
  return {
    ready: ready.promise,
    value: () => value,
    async close() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await once(child, 'exit');
      server.closeAllConnections();
      server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
