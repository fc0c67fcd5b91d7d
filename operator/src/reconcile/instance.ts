import { type Context, TryAgain } from '../context.ts';
import type { Instance } from '../resources.ts';
import { accountOf, type Outcome } from './account.ts';
import { actOnBind, actOnMachine, actOnMeter, actOnPause } from './act.ts';
import { takeMachine } from './take-machine.ts';
import { claim, isFinished, isReleased, release } from './claim.ts';
import { creditsSpent } from './credits.ts';
import { type Goal, goalOf, isUp } from './goal.ts';
import { type Look, lookAtUse, nextLook } from './idle.ts';
import { isPlaced, isWarm } from './machine-name.ts';
import { type MachineView, viewMachine } from './machine-view.ts';
import { confirmGone, observe, shardOf } from './observe.ts';
import { cleanUpOrphans, removeMachine } from './orphans.ts';
import { isForeign, nextWake } from './plan.ts';
import { nextStatus } from './status.ts';
import { writeStatus } from './write-status.ts';

const nothing: Outcome = { wakeAt: undefined };

/**
 * One pass over one instance. It may end anywhere, by an error, a crash or a lost lease: each
 * write is either safe to repeat or refused by its resource version, and the next pass begins
 * from what the cluster says.
 */
export async function reconcileInstance(context: Context, name: string): Promise<Outcome> {
  const cached = context.cluster.instances.cache.get(name);
  if (cached === undefined) return await cleanUpOrphans(context, name).then(() => nothing);
  if (isReleased(cached)) return nothing;
  if (isFinished(cached)) return await release(context, cached).then(() => nothing);

  const observed = await clearNamesake(context, cached, await observe(context, cached));
  const look = await lookAtUse(context, cached);
  const goal = decide(context, cached, observed, look);
  const claimed = await claim(context, cached, isUp(goal));
  const confirmed = await confirmGone(context, claimed, goal, observed);
  const taken = await takeMachine(context, goal, { instance: claimed, machine: confirmed });
  const { instance } = taken;
  const acted = await actOnMachine(context, instance, goal, taken.machine);
  const machine = await actOnMeter(context, instance, goal, acted.machine);
  const bound = await actOnBind(context, instance, goal, machine);
  const paused = await actOnPause(context, instance, goal, machine);
  const trouble = { ...acted.trouble, ...bound.trouble, ...paused };

  const status = nextStatus({
    instance,
    goal,
    machine,
    shard: isPlaced(instance) ? shardOf(context, instance).name : undefined,
    bind: bound.bind,
    look,
    trouble,
    now: context.clock.now(),
  });
  const written = await writeStatus(context.cluster.instances.api, instance, status);
  if (written) log(context, instance, status);
  const problem = trouble.machine ?? trouble.bind ?? trouble.pause;
  if (problem !== undefined) throw new TryAgain(problem);
  const next = { ...instance, status };
  return { wakeAt: earliest(nextWake(goal, next), nextLook(look, next)) };
}

function decide(
  context: Context,
  instance: Instance,
  machine: MachineView,
  look: Look | undefined,
): Goal {
  const spent = creditsSpent(accountOf(context, instance));
  const admit = () => context.quota.admit(instance);
  const now = context.clock.now();
  const goal = goalOf({ instance, machine, creditsSpent: spent, admit, look, now });
  if (!isUp(goal) && goal.state !== 'Waiting') context.quota.release(instance);
  return goal;
}

function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** A machine of an earlier instance of this name is removed first; it never becomes ours. */
async function clearNamesake(
  context: Context,
  instance: Instance,
  machine: MachineView,
): Promise<MachineView> {
  if (!isForeign(machine.vm, instance) || isWarm(instance)) return machine;
  const made = instance.status?.machine?.virtualMachineUid !== undefined;
  if (!made) await removeMachine(shardOf(context, instance).shard, machine.vm, machine.vmi);
  return viewMachine(undefined, undefined);
}

function log(context: Context, instance: Instance, status: Instance['status']): void {
  const { phase, reason, sequence } = status ?? {};
  if (sequence === instance.status?.sequence) return;
  context.log.info({ instance: instance.metadata.name, phase, reason, sequence }, 'transition');
}
