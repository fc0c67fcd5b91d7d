/** Whether the process may be given requests. */
export interface Lifecycle {
  synced: boolean;
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
export const readinessOf = ({ synced, draining }: Lifecycle): Readiness => ({
  ready: synced && !draining,
  checks: {
    instances: synced ? 'ok' : 'the first list has not ended',
    process: draining ? 'is shutting down' : 'ok',
  },
});
