import { existsSync } from 'node:fs';
import x11 from 'x11';
import type { Damage, Fixes, RandR, Shm, XClient, XDisplay, XTest } from 'x11';
import { Link, unavailable } from './link.ts';
import { sharedMemory } from './shared-memory.ts';

/** Connects to display `:number` by its unix socket, never by TCP. */
export async function connect(number: number, onError: (error: Error) => void): Promise<Link> {
  // The library falls back to localhost:6000+n when the socket is missing; that must not happen.
  if (!existsSync(`/tmp/.X11-unix/X${number}`)) throw unavailable('is not running');
  const display = await open(number, onError);
  const { client } = display;
  try {
    const link = new Link(display, {
      xtest: await required<XTest>(client, 'xtest'),
      randr: await required<RandR>(client, 'randr'),
      shm: await optional<Shm>(client, 'shm'),
      fixes: await required<Fixes>(client, 'fixes'),
      damage: await required<Damage>(client, 'damage'),
    });
    watch(link, onError);
    return link;
  } catch (error) {
    client.stream.destroy();
    throw error;
  }
}

function open(number: number, onError: (error: Error) => void): Promise<XDisplay> {
  return new Promise((resolve, reject) => {
    const options = { display: `unix/:${number}`, bufferRequests: true, shm: sharedMemory };
    let late = false;
    const client = x11.createClient(options, (error, display) => {
      clearTimeout(timer);
      // Nobody waits for it any more: it must not stay open.
      if (late) return error ? undefined : display.client.stream.destroy();
      if (error) return reject(error);
      // The library shares one cache of atoms among all connections, but every server numbers its own.
      display.client.atoms = { ...display.client.atoms };
      resolve(display);
    });
    // Errors of requests that nobody waits for arrive here; without a listener they would throw.
    client.on('error', onError);
    const timer = setTimeout(() => {
      late = true;
      // Before the library has read the authority file there is none.
      (client.stream as typeof client.stream | undefined)?.destroy();
      reject(unavailable('did not answer'));
    }, 3000);
  });
}

function watch(link: Link, onError: (error: Error) => void): void {
  const gone = () => link.close(unavailable('went away'));
  link.client.stream.on('close', gone);
  link.client.stream.on('end', gone);
  link.client.stream.on('error', (error) => {
    onError(error);
    gone();
  });
}

function required<T>(client: XClient, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    client.require(name, (error, extension) => {
      if (error) reject(error);
      else resolve(extension as T);
    });
  });
}

async function optional<T>(client: XClient, name: string): Promise<T | undefined> {
  return required<T>(client, name).catch(() => undefined);
}
