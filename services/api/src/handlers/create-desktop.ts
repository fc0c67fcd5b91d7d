import type { Handlers, Input } from '@cyberdesk/generated/api/routes.gen';
import { problem, type ProblemCode } from '@cyberdesk/generated/problems.gen';
import { newId } from '@cyberdesk/kit/ids';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { goOn, ownDesktop, readDeadline, waitFor } from '../desktops.ts';
import { labelFault } from '../domain/labels.ts';
import { CURRENCY, fits, sizes, type SizeDefinition } from '../domain/sizes.ts';
import { startEnded } from '../domain/states.ts';
import { presentDesktop } from '../present.ts';
import type { DesktopRow } from '../store/database.ts';
import { insertDesktop } from '../store/desktops.ts';

type Wanted = Input<'createDesktop'>['body'];

/**
 * Reserves the quota and the row in one transaction, then tells the cluster; the sweeper heals what is cut off. A repeat
 * of a request that was cut off goes on with its desktop.
 */
export const createDesktop: Handlers<Context>['createDesktop'] = async (
  { body, query },
  context,
) => {
  const made = context.held?.made;
  const created = made ? await ownDesktop(context, made) : await insert(body, context);
  const now = await goOn(context, created, body.env);
  const row = await waitFor(context, now, query.waitSeconds, ({ state }) => startEnded(state));
  return reply(201, presentDesktop(row), { location: `/v1/desktops/${row.id}` });
};

const insert = async (body: Wanted, context: Context): Promise<DesktopRow> => {
  const { db, config } = context.deps;
  const most = config.MAX_DESKTOPS_PER_ORGANIZATION;
  const inserted = await insertDesktop(db, rowOf(body, context), most, context.held);
  if ('row' in inserted) return inserted.row;
  const { used, limit } = inserted;
  throw problem(
    'limitReached',
    `Your organization has ${used} of ${limit} desktops. Delete one, or ask for a higher limit.`,
    { headers: { 'retry-after': '30' } },
  );
};

const rowOf = (body: Wanted, { deps, principal }: Context) => {
  const size = sizeOf(body.size, deps.config);
  const { REGION, TEMPLATES, CLUSTER_ID } = deps.config;
  refuseUnknown('unknownTemplate', { name: body.template, known: TEMPLATES, pointer: '/template' });
  refuseUnknown('unknownRegion', {
    name: body.region ?? REGION,
    known: [REGION],
    pointer: '/region',
  });
  const labels = body.labels ?? {};
  const fault = labelFault(labels);
  if (fault)
    throw problem('unprocessable', `${fault.pointer} ${fault.message}.`, { errors: [fault] });
  const id = newId('dsk');
  const now = new Date();
  return {
    id,
    organization_id: principal.organization.id,
    name: body.name ?? `desktop-${id.slice(-6)}`,
    labels: JSON.stringify(labels),
    template: body.template,
    size: size.id,
    vcpus: size.vcpus,
    memory_mib: size.memoryMiB,
    disk_gib: size.diskGiB,
    region: REGION,
    cluster_id: CLUSTER_ID,
    display: JSON.stringify(body.display ?? { width: 1280, height: 800 }),
    locale: body.locale,
    time_zone: body.timeZone,
    keyboard_layout: body.keyboardLayout,
    rate_per_hour_micros: size.ratePerHourMicros,
    currency: CURRENCY,
    on_expire: body.onExpire,
    expires_at: readDeadline(body),
    start_timeout_seconds: body.startTimeoutSeconds,
    desired: 'running' as const,
    has_environment: body.env !== undefined,
    unsynced_since: now,
    state: 'pending',
    state_reason: 'Accepted',
    state_message: 'The desktop is on its way to the cluster.',
    state_since: now,
    running_since: null,
    deleted_at: null,
  };
};

const sizeOf = (name: string, config: Context['deps']['config']): SizeDefinition => {
  refuseUnknown('unknownSize', { name, known: sizes.map(({ id }) => id), pointer: '/size' });
  const limit = { vcpus: config.MAX_VCPUS, memoryMiB: config.MAX_MEMORY_MIB };
  const size = sizes.find(({ id }) => id === name);
  if (size && fits(size, limit)) return size;
  const usable = sizes.filter((each) => fits(each, limit)).map(({ id }) => id);
  const message = `is larger than any machine here; use ${usable.join(', ')}`;
  throw problem('sizeUnavailable', `The size ${name} ${message}.`, {
    errors: [{ pointer: '/size', message }],
  });
};

const refuseUnknown = (
  code: ProblemCode,
  { name, known, pointer }: { name: string; known: string[]; pointer: string },
): void => {
  if (known.includes(name)) return;
  const message = `is none that is known; use ${known.join(', ')}`;
  throw problem(code, `${pointer.slice(1)} ${JSON.stringify(name)} ${message}.`, {
    errors: [{ pointer, message }],
  });
};
