import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { writeFile as write } from '../system/files/write.ts';

export const writeFile: Handlers<Context>['writeFile'] = ({ query, body }, { system }) =>
  write(query.path, { content: bytes(body), mode: query.mode, owner: system.user });

/** A body that is absent is an empty file. */
async function* bytes(body: ReadableStream<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
  if (body) yield* body;
}
