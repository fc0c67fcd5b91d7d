import type { Pool } from 'pg';
import type { Logger } from '@cyberdesk/kit/logger';
import type { Signer } from '@cyberdesk/kit/tokens';
import type { Gateway } from './clients/gateway.ts';
import type { VerifyPerson } from './clients/identity.ts';
import type { ApiConfig } from './config.ts';
import type { Places } from './places.ts';
import type { Db } from './store/database.ts';
import type { KeyStore } from './store/keys.ts';
import type { Seal } from './store/seal.ts';
import type { ChangeBus } from './store/bus.ts';

/** Everything that handlers and workers use. A test passes its own. */
export interface Deps {
  config: ApiConfig;
  db: Db;
  pool: Pool;
  keys: KeyStore;
  verifyPerson: VerifyPerson;
  gateway: Gateway;
  sign: Signer;
  seal: Seal;
  bus: ChangeBus;
  /** Who follows the event log. */
  eventStreams: Places;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The OpenAPI 3.1 document that is served. */
  document: Record<string, unknown>;
}
