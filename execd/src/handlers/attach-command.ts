import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { attach } from '../system/processes/attach.ts';

export const attachCommand: Handlers<Context>['attachCommand'] = async (
  { path, query },
  { system },
  socket,
) => {
  const { commandId } = path;
  const output = await system.commands.output(commandId);
  const execution = await system.commands.running(commandId).catch(() => undefined);
  const protocol = socket.protocols.includes('binary') ? 'binary' : undefined;
  const opened = await socket.accept(protocol);
  await attach(opened, { ...output, execution, ...query }, system.writers);
};
