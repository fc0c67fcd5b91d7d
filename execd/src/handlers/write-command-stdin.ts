import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { Fault } from '../system/fault.ts';

export const writeCommandStdin: Handlers<Context>['writeCommandStdin'] = async (
  { path, body },
  { system },
) => {
  const execution = await system.commands.running(path.commandId);
  if (await execution.write(bytesOf(body))) return;
  const detail = 'Nobody reads the input of this command: it is closed, or was never open.';
  throw new Fault('unprocessable', `${detail} Start it with background.`);
};

function bytesOf({ text, data }: { text?: string; data?: string }): Buffer {
  if ((text === undefined) === (data === undefined)) {
    const message = 'give one of text and data';
    throw new Fault('unprocessable', `${message}.`, [{ pointer: '/text', message }]);
  }
  return data === undefined ? Buffer.from(text ?? '') : Buffer.from(data, 'base64');
}
