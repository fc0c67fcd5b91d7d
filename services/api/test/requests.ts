import { newId } from '@cyberdesk/kit/ids';
import type { routes } from '@cyberdesk/generated/api/routes.gen';

type Route = (typeof routes)[number];

/** A request to the API as a test sends it. */
export interface Sent {
  path: string;
  body?: object | undefined;
  headers: Record<string, string>;
}

/** Bodies of the operations that ask for more than `{}`. */
const bodies: Record<string, object> = {
  connectDesktop: { timeoutSeconds: 60 },
  extendDesktop: { timeoutSeconds: 60 },
  createStream: { role: 'view', expiresInSeconds: 60 },
  performActions: { actions: [{ type: 'wait', durationMs: 1 }] },
  runCommand: { command: ['true'] },
  updateDesktop: { name: 'mine now' },
  createPreview: { port: 3000 },
  createFileLink: { path: '/a' },
  updateDisplay: { width: 800, height: 600 },
  setClipboard: { text: 'x' },
  moveWindow: { x: 1, y: 1 },
  resizeWindow: { width: 9, height: 9 },
  launchApplication: { command: ['true'] },
  writeCommandStdin: { text: 'x' },
  signalCommand: { signal: 'SIGTERM' },
  resizeCommandPty: { columns: 80, rows: 24 },
  createDirectory: { path: '/a' },
  moveFile: { from: '/a', to: '/b' },
  copyFile: { from: '/a', to: '/b' },
};

const prefixes: Record<string, string> = {
  desktopId: 'dsk',
  keyId: 'key',
  streamId: 'grt',
  previewId: 'prv',
  commandId: 'cmd',
  recordingId: 'rec',
  imageId: 'img',
  viewerId: 'vwr',
  entryId: 'tml',
};
const idFor = (_: string, name: string): string =>
  name === 'windowId' ? '0x1' : newId(prefixes[name] ?? name);

/** A request that only its caller or its desktop can be wrong with. */
export const requestOf = (route: Route, desktopId: string): Sent => {
  const { operationId, path, parameters, body } = route;
  const named = path.replace('{desktopId}', desktopId).replaceAll(/\{(\w+)\}/g, idFor);
  const needed = parameters.query?.required as string[] | undefined;
  return {
    path: named + (needed?.includes('path') ? '?path=/tmp/x' : ''),
    body: body && (bodies[operationId] ?? {}),
    headers: body?.kind === 'binary' ? { 'content-type': body.contentTypes[0]! } : {},
  };
};
