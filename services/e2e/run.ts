import { chaosSteps, checkSteps, fastSteps, fullSteps } from './runner/plan.ts';
import { runSteps } from './runner/steps.ts';

/** `npm test` runs everything from nothing, `npm run test:fast` what needs no machine, `npm run check` what is static. */
const plans = { chaos: chaosSteps, check: checkSteps, fast: fastSteps, full: fullSteps };
const plan = plans[(process.argv[2] ?? 'full') as keyof typeof plans];
if (!plan) throw new Error(`There is no plan ${process.argv[2]}: use chaos, check, fast or full.`);
const steps = plan();
const only = process.argv[3];
const failed = await runSteps(only ? steps.filter((step) => step.name.startsWith(only)) : steps);
process.exit(failed === 0 ? 0 : 1);
