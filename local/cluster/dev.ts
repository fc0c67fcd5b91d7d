import { startTestCluster } from './testing.ts';

/** `node local/cluster/dev.ts`: a cluster to try things on, until Ctrl-C. Prints the kubeconfigs. */
const cluster = await startTestCluster();
console.log(JSON.stringify(cluster.kubeconfigs, null, 2));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cluster.stop().then(() => process.exit(0)));
