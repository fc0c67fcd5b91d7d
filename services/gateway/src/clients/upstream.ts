import { Agent } from 'undici';

export interface UpstreamLimits {
  connectTimeoutMs: number;
  /** Until the reply begins: longer than the longest operation, which the contract bounds to 45 s. */
  headersTimeoutMs: number;
  /** Silence within a reply. */
  bodyTimeoutMs: number;
}

const defaults: UpstreamLimits = {
  connectTimeoutMs: 3_000,
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 60_000,
};

const connectionsPerMachine = 64;

/** Kept-alive connections to the machines; those of a machine that is gone go away with it. */
export const createUpstream = (limits: Partial<UpstreamLimits> = {}): Agent => {
  const { connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs } = { ...defaults, ...limits };
  return new Agent({
    connections: connectionsPerMachine,
    pipelining: 1,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    connect: { timeout: connectTimeoutMs, keepAlive: true, keepAliveInitialDelay: 10_000 },
  });
};
