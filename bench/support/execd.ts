import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSigner,
  generateKeyPair,
  importPrivateKey,
  type JWK,
  type Signer,
} from '@cyberdesk/kit/tokens';
import { freeDisplay } from '../../execd/test/xserver.ts';
import { freePort } from '../../local/supervisor/ports.ts';
import type { Cleanup } from './cleanup.ts';
import { expectStatus, send, type Answer, type Call } from './http.ts';
import { childrenOf, endProcess, readProc, treeOf } from './processes.ts';
import { nodeScript, startProgram } from './program.ts';

/** Name of the one desktop that execd is. */
export const INSTANCE = `dsk-${'b'.repeat(34)}`;

const TOKEN_LIFE_MS = 30_000;
const main = join(import.meta.dirname, '../../execd/src/main.ts');

/** execd over an X server of its own, as the `process` driver runs it: no machine around it. */
export interface Execd {
  url: string;
  port: number;
  display: number;
  pid: number;
  /** The X server's process. */
  xServer: number;
  /** Private key whose tokens it takes. */
  key: JWK;
  call: (path: string, call?: Call) => Promise<Answer>;
  /** Headers of a call that is made by other means. */
  headers: () => Promise<Record<string, string>>;
}

export interface Size {
  width: number;
  height: number;
}

export const startExecd = async (cleanup: Cleanup, size: Size): Promise<Execd> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-execd-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const { privateJwk, publicJwk } = await generateKeyPair('desktop-1');
  await writeSource(folder, publicJwk);
  const [port, display] = [await freePort(), freeDisplay()];
  // Its runtime folder is the system's: this gives it one of its own, whoever runs it.
  const sandbox = ['bwrap', '--dev-bind', '/', '/', '--bind', join(folder, 'user'), '/run/user'];
  const program = startProgram([...sandbox, '--', ...nodeScript(main)], {
    HOST: '127.0.0.1',
    PORT: String(port),
    CYBERDESK_CONFIG_SOURCE: join(folder, 'source'),
    STATE_DIR: join(folder, 'state'),
    RUN_DIR: join(folder, 'run'),
    XDG_RUNTIME_DIR: '/run/user',
    DISPLAY_NUMBER: String(display),
    DISPLAY_WIDTH: String(size.width),
    DISPLAY_HEIGHT: String(size.height),
    SESSION_COMMAND: 'none',
    NODE_ENV: 'production',
  });
  const url = `http://127.0.0.1:${port}`;
  cleanup.add(() => program.stop());
  await program.until(() => send(`${url}/health`).then(isOk, () => false));
  const pid = childrenOf(program.pid)[0] ?? program.pid;
  // bwrap passes no signals on, and execd ends its X server in order.
  cleanup.add(() => endProcess(pid));
  const { call, headers } = await caller(url, privateJwk);
  await bind(call, size);
  await program.until(() => call('/screenshot').then(isOk, () => false));
  const xServer = treeOf(pid).find(isXServer) ?? 0;
  return { url, port, display, pid, xServer, key: privateJwk, call, headers };
};

const isOk = ({ status }: Answer): boolean => status === 200;

const isXServer = (pid: number): boolean => readProc(pid, 'comm').startsWith('Xtigervnc');

const writeSource = async (folder: string, key: JWK): Promise<void> => {
  for (const name of ['source', 'user', 'state', 'run']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'source/meta-data'), 'instance-id: bench\n');
  await writeFile(join(folder, 'source/user-data'), JSON.stringify({ jwks: { keys: [key] } }));
};

/** Calls execd with the gateway's tokens; one is used again for half its life, as the gateway does. */
const caller = async (url: string, jwk: JWK): Promise<Pick<Execd, 'call' | 'headers'>> => {
  const sign = createSigner({ key: await importPrivateKey(jwk), issuer: 'cyberdesk-gateway' });
  let known = { token: '', until: 0 };
  const headers = async (role: 'bind' | 'control' = 'control') => {
    if (known.until < performance.now())
      known = { token: await tokenOf(sign, 'control'), until: performance.now() + TOKEN_LIFE_MS };
    const token = role === 'bind' ? await tokenOf(sign, role) : known.token;
    return { authorization: `Bearer ${token}` };
  };
  const call: Execd['call'] = async (path, call = {}) => {
    const own = await headers(path === '/bind' ? 'bind' : 'control');
    return send(url + path, { ...call, headers: { ...own, ...call.headers } });
  };
  return { call, headers };
};

const tokenOf = (sign: Signer, role: 'bind' | 'control'): Promise<string> =>
  sign({
    audience: INSTANCE,
    subject: INSTANCE,
    ttlSeconds: 60,
    claims: { role, principal: 'bench', actor: { type: 'agent', id: 'bench' } },
  });

const bind = async (call: Execd['call'], display: Size): Promise<void> => {
  const time = new Date().toISOString();
  const settings = { locale: 'en-US', timeZone: 'Etc/UTC', keyboardLayout: 'us' };
  const json = { instanceId: INSTANCE, time, display, ...settings };
  expectStatus(await call('/bind', { json }), 200);
};
