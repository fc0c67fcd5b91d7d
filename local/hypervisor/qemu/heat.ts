import { setTimeout as delay } from 'node:timers/promises';
import {
  createSigner,
  generateKeyPair,
  importPrivateKey,
  type Signer,
} from '@cyberdesk/kit/tokens';
import { EXECD_PORT } from '../system/addresses.ts';
import { probeHealth } from '../system/health.ts';

/** The instance that a waiting clone belongs to: nobody's. */
const NOBODY = `dsk-${'2'.repeat(34)}`;
const ANSWER_MS = 15_000;
/** execd reads its keys again at most every five seconds; a claim must not fall into that time. */
const KEYS_REST_MS = 5_500;

/**
 * Runs a waiting clone once through what a claim does: an emulator translates code when it is first met, so
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

  /** Resolves when the machine may be paused; whether it got warm is a matter of speed only. */
  async heat(address: string): Promise<void> {
    const until = Date.now() + ANSWER_MS;
    while (!(await probeHealth(address, EXECD_PORT)) && Date.now() < until) await delay(50);
    await this.rehearse(address).catch(() => undefined);
    await delay(KEYS_REST_MS);
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
    for (let times = 0; times < 3; times += 1) await this.call(address, 'control', '/screenshot');
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
