import { choice, int, list, optional, readConfig, string } from '@cyberdesk/kit/config';

const variables = {
  KUBECONFIG: string(),
  STATE_DIR: string(),
  DRIVER: choice(['qemu', 'process', 'simulated'] as const, 'qemu'),
  NAMESPACES: list(['cyberdesk-vms-00']),
  /** `stop` shuts the machines down at SIGTERM, `leave` lets them run for the next hypervisor. */
  ON_EXIT: choice(['stop', 'leave'] as const, 'stop'),
  STOP_GRACE_SECONDS: int(20, { min: 0, max: 600 }),
  /** Where guests may connect to. */
  EGRESS: choice(['public', 'none'] as const, 'public'),
  /** Paused clones kept ahead. */
  WARM_MACHINES: int(1, { min: 0, max: 32 }),
  /** How long a simulated machine takes to start. */
  SIMULATED_START_MS: int(50, { min: 0, max: 60_000 }),
  XDG_CACHE_HOME: optional(),
  HOME: string('/root'),
  LOG_LEVEL: choice(['debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
};

export interface HypervisorConfig {
  kubeconfig: string;
  stateDirectory: string;
  cacheDirectory: string;
  driver: 'qemu' | 'process' | 'simulated';
  namespaces: string[];
  onExit: 'stop' | 'leave';
  stopGraceMs: number;
  egress: 'public' | 'none';
  warm: number;
  simulatedStartMs: number;
  logLevel: string;
}

/** Reads the environment once; a wrong value ends the start with a message that names the variable. */
export function loadConfig(
  env: Record<string, string | undefined> = process.env,
): HypervisorConfig {
  const values = readConfig(env, variables);
  return {
    kubeconfig: values.KUBECONFIG,
    stateDirectory: values.STATE_DIR,
    cacheDirectory: `${values.XDG_CACHE_HOME ?? `${values.HOME}/.cache`}/cyberdesk`,
    driver: values.DRIVER,
    namespaces: values.NAMESPACES,
    onExit: values.ON_EXIT,
    stopGraceMs: values.STOP_GRACE_SECONDS * 1000,
    egress: values.EGRESS,
    warm: values.WARM_MACHINES,
    simulatedStartMs: values.SIMULATED_START_MS,
    logLevel: values.LOG_LEVEL,
  };
}
