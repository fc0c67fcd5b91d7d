import { statePath } from '../state.ts';

/** Command line of etcd. Data is synced to disk: a stack survives the machine's crash. */
export const etcdArguments = (ports: { etcd: number; etcdPeer: number }): string[] => {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    '--name=local',
    `--data-dir=${statePath('etcd', 'data')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=local=${peer}`,
    '--quota-backend-bytes=1073741824',
    '--auto-compaction-retention=5m',
    '--log-level=warn',
  ];
};
