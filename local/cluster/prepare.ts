import { Steps } from '../progress.ts';
import { findBinaries } from './binaries.ts';
import { findHelm } from './helm.ts';

/** Makes what tests with a cluster need, with progress: building an API server takes longer than a test may. */
const steps = new Steps();
await steps.run('Kubernetes API server', findBinaries);
await steps.run('Helm', findHelm);
