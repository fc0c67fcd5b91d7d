import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { Fault } from '../system/fault.ts';
import { outputEvents } from '../system/processes/events.ts';

export const streamCommandOutput: Handlers<Context>['streamCommandOutput'] = async (
  { path, query, headers },
  { system, signal },
) => {
  const { log, outcome } = await system.commands.output(path.commandId);
  const offset = lastRead(headers['Last-Event-ID']) ?? query.offset;
  return outputEvents(log, outcome, { offset, signal });
};

function lastRead(id: string | undefined): number | undefined {
  if (id === undefined || /^\d{1,15}$/.test(id)) return id === undefined ? id : Number(id);
  const message = 'is no id of this stream; begin with offset instead';
  const fields = [{ pointer: 'header/Last-Event-ID', message }];
  throw new Fault('unknownCursor', `Last-Event-ID ${message}.`, fields);
}
