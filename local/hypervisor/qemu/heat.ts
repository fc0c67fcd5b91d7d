import { setTimeout as delay } from 'node:timers/promises';
import {
  createSigner,
  generateKeyPair,
  importPrivateKey,
  type Signer,
} from '@cyberdesk/kit/tokens';
import { EXECD_PORT } from '../system/addresses.ts';
import { probeHealth } from '../system/health.ts';
import type { QmpClient } from './qmp.ts';

/** The instance that a waiting clone belongs to: nobody's. */
const NOBODY = `dsk-${'2'.repeat(34)}`;
const ANSWER_MS = 15_000;
const HELD_MS = 20_000;
/** execd reads its keys again at most every five seconds; a claim must not fall into that time. */
const KEYS_REST_MS = 5_500;

/**
 * The store of translated code is small, to save memory, and a full one is emptied as a whole: that must not
 * happen in a claim. So the rehearsal is repeated until it left room.
 */
const PASSES = 5;
const FULL_ENOUGH = 0.65;

/** How full the store of translated code is, 0 to 1; 0 where nothing is translated. */
async function codeFill(qmp: QmpClient): Promise<number> {
  const command = { 'command-line': 'info jit' };
  const text = await qmp.execute<string>('human-monitor-command', command).catch(() => '');
  const [, used, size] = /gen code size\s+(\d+)\/(\d+)/.exec(text) ?? [];
  return used === undefined ? 0 : Number(used) / Number(size);
}

/**
 * Runs a waiting clone through what a claim does: an emulator translates code when it is first met, so
 * what a claim needs is translated before there is one. The clone is bound to nobody, by a key of this process;
 * a claim gives it another name and other keys, and by that execd knows that it is a copy and forgets the binding.
 */
export class Heater {
  readonly config: { name: string; userData: string };
  private readonly sign: Signer;

  private constructor(sign: Signer, publicJwk: object) {
    this.sign = sign;
    this.config = { name: 'unclaimed', userData: JSON.stringify({ jwks: { keys: [publicJwk] } }) };
  }

  static async create(): Promise<Heater> {
    const { privateJwk, publicJwk } = await generateKeyPair('hypervisor-heat');
    const key = await importPrivateKey(privateJwk);
    return new Heater(createSigner({ key, issuer: 'cyberdesk-gateway' }), publicJwk);
  }

  /** Resolves when the machine may be paused; whether it got warm is a matter of speed only. Rejects when it is no longer wanted. */
  async heat(address: string, qmp: QmpClient, unwanted: AbortSignal): Promise<void> {
    // Longer than it is ever held while a desktop starts.
    const until = Date.now() + HELD_MS + ANSWER_MS;
    while (!(await probeHealth(address, EXECD_PORT)) && Date.now() < until)
      await delay(50, undefined, { signal: unwanted });
    for (let pass = 0; pass < PASSES; pass += 1) {
      unwanted.throwIfAborted();
      await this.rehearse(address).catch(() => undefined);
      if ((await codeFill(qmp)) < FULL_ENOUGH) break;
    }
    await delay(KEYS_REST_MS, undefined, { signal: unwanted });
  }

  private async rehearse(address: string): Promise<void> {
    const binding = {
      instanceId: NOBODY,
      time: new Date().toISOString(),
      display: { width: 1280, height: 800 },
      locale: 'en-US',
      timeZone: 'Etc/UTC',
      keyboardLayout: 'us',
    };
    await this.call(address, 'bind', '/bind', JSON.stringify(binding));
    await this.call(address, 'control', '/screenshot');
  }

  private async call(address: string, role: string, path: string, body?: string): Promise<void> {
    const claims = { role, org: NOBODY, principal: NOBODY };
    const subject = 'hypervisor';
    const token = await this.sign({ audience: NOBODY, subject, ttlSeconds: 60, claims });
    const response = await fetch(`http://${address}:${EXECD_PORT}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await response.arrayBuffer();
  }
}
