import { fastSteps, fullSteps } from './runner/plan.ts';
import { runSteps } from './runner/steps.ts';

/** `npm test` runs everything from nothing; `npm run test:fast` what needs neither a machine nor a cluster. */
const steps = process.argv[2] === 'fast' ? fastSteps() : fullSteps();
const only = process.argv[3];
const failed = await runSteps(only ? steps.filter((step) => step.name.startsWith(only)) : steps);
process.exit(failed === 0 ? 0 : 1);
