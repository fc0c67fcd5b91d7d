import type { Driver } from '../driver.ts';
import {
  conditionOf,
  isDeleting,
  isFinal,
  type MachineInstance,
  type MachineInstanceStatus,
  vmiFinalizer,
} from './objects.ts';
import { machineRequest } from './request.ts';
import { Session } from './session.ts';
import { enter, withCondition } from './status.ts';

const DEFAULT_GRACE_SECONDS = 30;
/** For a machine that nobody asked to stop, but whose VMI is gone. */
export const FORCED_GRACE_MS = 5000;
const RETRY_MS = 3000;

/** What one pass over a VMI found: the status to report, and whether the VMI may go. */
export interface MachineInstanceResult {
  status: MachineInstanceStatus;
  /** Our finalizer has no more work. */
  finished: boolean;
  retryMs?: number;
}

export interface MachineInstanceContext {
  driver: Driver;
  /** Runs by machine id. */
  sessions: Map<string, Session>;
  /** True while the hypervisor is being stopped: nothing is started any more. */
  draining: () => boolean;
  onChange: (vmi: MachineInstance) => void;
  /** The VM goes too, and its disk with it: nothing is left to save. */
  discarded: boolean;
  now: () => number;
}

/** Brings a machine to what its VMI asks for, and tells how far it is. Never waits for a machine. */
export async function reconcileMachineInstance(
  context: MachineInstanceContext,
  vmi: MachineInstance,
): Promise<MachineInstanceResult> {
  const { sessions } = context;
  const { id } = machineRequest(vmi);
  const session = sessions.get(id);
  if (session && session.uid !== vmi.metadata.uid) return endPredecessor(sessions, session, vmi);
  if (session?.end) {
    // Kept until its end is written down: a write may be refused.
    if (!isFinal(vmi)) return finish(context, vmi, session);
    sessions.delete(id);
  }
  return await advance(context, vmi, sessions.get(id));
}

async function advance(
  context: MachineInstanceContext,
  vmi: MachineInstance,
  session: Session | undefined,
): Promise<MachineInstanceResult> {
  const status = vmi.status ?? {};
  if (isDeleting(vmi) || isFinal(vmi)) return windDown(context, vmi, session);
  if (session) return { status: observed(context, vmi, session), finished: false };
  if (status.phase === 'Running') return lost(context, status);
  return context.draining() ? { status, finished: false } : begin(context, vmi);
}

/** The run before this one still holds the disk. */
function endPredecessor(
  sessions: Map<string, Session>,
  session: Session,
  vmi: MachineInstance,
): MachineInstanceResult {
  if (session.end) sessions.delete(session.request.id);
  else void session.stop(FORCED_GRACE_MS);
  return { status: vmi.status ?? {}, finished: false, retryMs: 100 };
}

function finish(
  context: MachineInstanceContext,
  vmi: MachineInstance,
  session: Session,
): MachineInstanceResult {
  // Deleting a VMI is a wish to stop: what ends meanwhile ended as wished.
  const wished = isDeleting(vmi) || session.isStopping || session.end?.kind === 'powerOff';
  const phase = wished ? 'Succeeded' : 'Failed';
  return {
    status: ended(context, vmi.status ?? {}, phase, session.end?.message ?? ''),
    finished: true,
  };
}

function windDown(
  context: MachineInstanceContext,
  vmi: MachineInstance,
  session: Session | undefined,
): MachineInstanceResult {
  const status = vmi.status ?? {};
  if (session) {
    const grace = vmi.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
    void session.stop(context.discarded || isFinal(vmi) ? 0 : grace * 1000);
    return { status: notReady(context, status, 'Stopping'), finished: false };
  }
  return {
    status: isFinal(vmi) ? status : ended(context, status, 'Succeeded', 'stopped'),
    finished: true,
  };
}

/** Reported as running, but no process is left: it ended while no hypervisor watched. */
function lost(
  context: MachineInstanceContext,
  status: MachineInstanceStatus,
): MachineInstanceResult {
  return {
    status: ended(context, status, 'Failed', 'the machine ended while the hypervisor was away'),
    finished: true,
  };
}

async function begin(
  context: MachineInstanceContext,
  vmi: MachineInstance,
): Promise<MachineInstanceResult> {
  const { driver, sessions, now } = context;
  const request = machineRequest(vmi);
  const status = vmi.status ?? {};
  const refusal = await driver.refusal(request);
  if (refusal) {
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: refusal,
    } as const;
    return {
      status: withCondition(enter(status, 'Scheduling', now()), condition, now()),
      finished: false,
      retryMs: RETRY_MS,
    };
  }
  const onChange = (): void => context.onChange(vmi);
  const options = { probe: vmi.spec.readinessProbe ?? {}, onChange };
  const identity = { uid: vmi.metadata.uid ?? '', request };
  sessions.set(request.id, Session.start(driver, identity, options));
  const placed = {
    ...status,
    conditions: (status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'),
  };
  return { status: enter(placed, 'Scheduled', now()), finished: false };
}

/** What is seen of a machine that starts or runs. */
function observed(
  context: MachineInstanceContext,
  vmi: MachineInstance,
  session: Session,
): MachineInstanceStatus {
  const status = vmi.status ?? {};
  const { machine, ready, agentConnected } = session;
  if (!machine) return enter(status, 'Scheduled', context.now());
  const running = enter(status, 'Running', context.now());
  const { address } = machine;
  const interfaces = [{ name: 'default', ipAddress: address, ipAddresses: [address] }];
  const known = status.interfaces?.[0]?.ipAddress === address ? status.interfaces : interfaces;
  const withAddress = { ...running, interfaces: known };
  const probed = ready
    ? withCondition(withAddress, { type: 'Ready', status: 'True' }, context.now())
    : notReady(context, withAddress, 'GuestNotReady');
  const agent = agentConnected ? ({ status: 'True' } as const) : ({ status: 'False' } as const);
  const first = conditionOf(probed.conditions, 'AgentConnected') === undefined;
  if (first && !agentConnected) return probed;
  return withCondition(probed, { type: 'AgentConnected', ...agent }, context.now());
}

function notReady(
  context: MachineInstanceContext,
  status: MachineInstanceStatus,
  reason: string,
): MachineInstanceStatus {
  const before = conditionOf(status.conditions, 'Ready');
  if (before?.status === 'False') return status;
  return withCondition(status, { type: 'Ready', status: 'False', reason }, context.now());
}

function ended(
  context: MachineInstanceContext,
  status: MachineInstanceStatus,
  phase: 'Succeeded' | 'Failed',
  message: string,
): MachineInstanceStatus {
  const condition = {
    type: 'Ready',
    status: 'False',
    reason: phase === 'Failed' ? 'Crashed' : 'Terminated',
    message,
  } as const;
  return withCondition(enter(status, phase, context.now()), condition, context.now());
}

/** The finalizers without ours. */
export function released(vmi: MachineInstance): string[] {
  return (vmi.metadata.finalizers ?? []).filter((name) => name !== vmiFinalizer);
}
