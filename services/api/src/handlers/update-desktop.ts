import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';
import { ownDesktop, refuseState } from '../desktops.ts';
import { labelFault } from '../domain/labels.ts';
import { presentDesktop } from '../present.ts';
import { changeDesktop } from '../store/desktops.ts';

/** Changes name or labels; the cluster knows neither. */
export const updateDesktop: Handlers<Context>['updateDesktop'] = async (
  { path, body },
  context,
) => {
  const row = await ownDesktop(context, path.desktopId);
  if (row.state === 'deleted') return refuseState(row, 'changed');
  const fault = labelFault(body.labels ?? {});
  if (fault)
    throw problem('unprocessable', `${fault.pointer} ${fault.message}.`, { errors: [fault] });
  if (body.name === undefined && body.labels === undefined) return presentDesktop(row);
  const change = {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.labels === undefined ? {} : { labels: JSON.stringify(body.labels) }),
  };
  const changed = await changeDesktop(context.deps.db, row, change, { event: 'desktop.updated' });
  return presentDesktop(changed ?? (await ownDesktop(context, row.id)));
};
