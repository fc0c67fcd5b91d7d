/** Whether the process may be given requests. */
export interface Lifecycle {
  synced: boolean;
  /** It was told to go: others take what is new, and what is under way ends in its own time. */
  leaving: boolean;
  /** It goes now. */
  draining: boolean;
}

export interface Readiness {
  ready: boolean;
  checks: Record<string, string>;
}

/**
 * Ready once the instances are known. A later outage of the apiserver does not change it: desktops that run can still
 * be reached from what is known, and no other replica would know more.
 */
export const readinessOf = ({ synced, leaving, draining }: Lifecycle): Readiness => ({
  ready: synced && !leaving && !draining,
  checks: {
    instances: synced ? 'ok' : 'the first list has not ended',
    process: leaving || draining ? 'is shutting down' : 'ok',
  },
});
