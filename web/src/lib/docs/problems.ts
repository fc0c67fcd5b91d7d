import { problems, type ProblemCode } from '../../../../generated/problems.gen.ts';
import { nameOf, type Operation } from './contract.ts';

export { problems, type ProblemCode };

/** Codes that only the parts behind the public API answer to each other. */
const INTERNAL = new Set<ProblemCode>([
  'alreadyBound',
  'notImplemented',
  'creditsExhausted',
  'rateLimited',
  'capacityUnavailable',
  // Sockets of the gateway answer these.
  'portRefused',
  'offsetExpired',
]);

/** Areas whose operations are done inside the desktop. */
const INSIDE = new Set([
  'Screen',
  'Recordings',
  'Input',
  'Clipboard',
  'Windows',
  'Accessibility',
  'Control',
  'Timeline',
  'Commands',
  'Files',
]);

/** What an area may answer beyond what all do. */
const OF_AREA: Record<string, ProblemCode[]> = {
  Screen: ['screenUnavailable'],
  Input: ['controlHeld', 'coordinatesOffScreen', 'screenUnavailable', 'unprocessable'],
  Recordings: ['screenUnavailable', 'unprocessable'],
  Clipboard: ['controlHeld', 'screenUnavailable', 'unprocessable'],
  Windows: ['controlHeld', 'screenUnavailable', 'unprocessable'],
  Accessibility: ['accessibilityUnavailable', 'screenUnavailable', 'unprocessable'],
  Commands: ['unprocessable'],
  Files: ['fileNotFound', 'invalidPath', 'unprocessable'],
  Previews: ['desktopStateConflict'],
};

const OF_OPERATION: Record<string, ProblemCode[]> = {
  acquireControl: ['controlHeld'],
  releaseControl: ['controlHeld'],
  takeScreenshot: ['coordinatesOffScreen', 'unprocessable'],
  updateDisplay: ['controlHeld', 'unprocessable'],
  startRecording: ['recordingInProgress', 'storageFull'],
  getRecording: ['recordingNotFound'],
  stopRecording: ['recordingNotFound'],
  downloadRecording: ['recordingNotFound', 'recordingInProgress', 'rangeNotSatisfiable'],
  deleteRecording: ['recordingNotFound'],
  performActions: ['elementStale', 'windowNotFound'],
  focusWindow: ['windowNotFound'],
  closeWindow: ['windowNotFound'],
  moveWindow: ['windowNotFound'],
  resizeWindow: ['windowNotFound'],
  minimizeWindow: ['windowNotFound'],
  maximizeWindow: ['windowNotFound'],
  restoreWindow: ['windowNotFound'],
  launchApplication: ['notExecutable'],
  runCommand: ['invalidPath'],
  getCommand: ['commandNotFound'],
  streamCommandOutput: ['commandNotFound', 'unknownCursor'],
  writeCommandStdin: ['commandNotFound', 'commandNotRunning'],
  closeCommandStdin: ['commandNotFound', 'commandNotRunning'],
  signalCommand: ['commandNotFound', 'commandNotRunning'],
  resizeCommandPty: ['commandNotFound', 'commandNotRunning'],
  deleteCommand: ['commandNotFound'],
  readFile: ['rangeNotSatisfiable'],
  writeFile: ['storageFull', 'preconditionFailed'],
  appendFile: ['storageFull', 'payloadTooLarge'],
  deleteFile: ['directoryNotEmpty'],
  createDirectory: ['fileExists', 'storageFull'],
  moveFile: ['fileExists'],
  copyFile: ['fileExists', 'storageFull'],
  uploadArchive: ['storageFull', 'payloadTooLarge'],
  createPreview: ['limitReached', 'unavailable'],
  createBrowserConnection: ['notExecutable', 'desktopNotRunning', 'unavailable'],
  createDesktop: [
    'unknownTemplate',
    'unknownSize',
    'sizeUnavailable',
    'unknownRegion',
    'deadlineInvalid',
    'unprocessable',
    'limitReached',
  ],
  updateDesktop: ['desktopStateConflict', 'unprocessable'],
  startDesktop: ['desktopStateConflict', 'deadlineInvalid'],
  stopDesktop: ['desktopStateConflict'],
  extendDesktop: ['desktopStateConflict', 'deadlineInvalid'],
  connectDesktop: ['desktopStateConflict', 'deadlineInvalid'],
  createStream: ['desktopStateConflict'],
  streamEvents: ['limitReached'],
  createKey: ['deadlineInvalid'],
  getUsage: ['unprocessable'],
};

const ofAccess = (operation: Operation): ProblemCode[] => {
  const scopes = operation['x-scopes'];
  if (!scopes) return [];
  return scopes.length > 0 ? ['unauthenticated', 'insufficientScope'] : ['unauthenticated'];
};

const ofBody = ({ requestBody }: Operation): ProblemCode[] => {
  if (!requestBody) return [];
  const isJson = 'application/json' in requestBody.content;
  return ['payloadTooLarge', 'unsupportedMediaType', ...(isJson ? ['malformedJson' as const] : [])];
};

const ofRequest = (operation: Operation): ProblemCode[] => {
  const { parameters, path, requestBody } = operation;
  const codes = [...ofAccess(operation), ...ofBody(operation)];
  if (path.includes('{')) codes.push('notFound');
  if (parameters.length > 0 || requestBody) codes.push('invalidRequest');
  if (parameters.some(({ schema }) => nameOf(schema) === 'Cursor')) codes.push('unknownCursor');
  if (operation['x-idempotency'] === 'key')
    codes.push('idempotencyInFlight', 'idempotencyKeyReused');
  return codes;
};

/** Every code that an operation may answer, by status. */
export const codesOf = (operation: Operation): ProblemCode[] => {
  const area = operation.tags[0] ?? '';
  const inside: ProblemCode[] = INSIDE.has(area)
    ? ['desktopNotRunning', 'execdOutdated', 'upstreamFailed', 'unavailable']
    : [];
  const codes = new Set<ProblemCode>([
    ...ofRequest(operation),
    ...inside,
    ...(OF_AREA[area] ?? []),
    ...(OF_OPERATION[operation.operationId] ?? []),
    'internal',
  ]);
  return [...codes].sort((one, other) => problems[one].status - problems[other].status);
};

/** Whether a client of the public API can meet this code. */
export const isPublic = (code: ProblemCode): boolean => !INTERNAL.has(code);

/** What to do about a problem. */
export const advice: Record<ProblemCode, string> = {
  invalidRequest:
    '`errors` names each refused member by a JSON pointer, or `query/…`, `path/…`, `header/…`, and says what to send instead. Members that the contract does not know are refused too. Change the request; a repeat of the same is refused again.',
  malformedJson:
    'Check quoting and encoding: the body must be one JSON document in UTF-8. `detail` says where reading stopped.',
  unknownCursor:
    'Cursors belong to the list that gave them. Pass `nextCursor` unchanged to the same operation, or begin without `cursor`.',
  unauthenticated:
    'Send `Authorization: Bearer <key>` or `X-API-Key: <key>`. The key may be mistyped, expired or revoked: make another in the dashboard.',
  creditsExhausted: 'The organization has no credit left. A repeat does not help.',
  insufficientScope:
    'The credential is valid but lacks a scope; each operation names its scope. Make a key that has it.',
  notFound:
    'There is nothing with this id or path, or it belongs to another organization: the answer is the same. List your resources to find the right id.',
  fileNotFound:
    'The path does not exist in the desktop, or a directory on the way to it does not. List its parent.',
  commandNotFound:
    'The command was deleted, or ended over a day ago. `listCommands` shows those that are kept.',
  windowNotFound: 'The window was closed. `listWindows` shows those that are open.',
  recordingNotFound: 'The recording was deleted. `listRecordings` shows those that are kept.',
  elementStale:
    'The element has gone with its window or page. Find it again with `findElements`, or observe the screen again.',
  fileExists: 'Something is at this path. Choose another, delete it first, or set `overwrite`.',
  directoryNotEmpty: 'Delete what is in the directory first, or set `recursive`.',
  commandNotRunning: 'The command has ended; `getCommand` tells how. Start it anew.',
  recordingInProgress:
    'One recording runs at a time, and its file is complete only at its end: stop it first.',
  offsetExpired: 'Only the newest output is kept. Begin at the offset that is named.',
  rangeNotSatisfiable: 'The range begins behind the end of the file. `statFile` tells its size.',
  notExecutable: 'The program is not installed or cannot be started; `detail` says why.',
  portRefused: 'Start a server on this port inside the desktop, listening on its loopback.',
  accessibilityUnavailable:
    'The focused program shows no elements, or does not answer. Focus another window, or work with the screenshot.',
  methodNotAllowed: 'The header `Allow` lists the methods of this path.',
  conflict: 'Read the resource again and decide anew.',
  desktopNotRunning:
    '`currentState` says where the desktop stands. Start it, or use `connectDesktop`, wait until it is `running`, and repeat.',
  desktopStateConflict:
    '`currentState` says where the desktop stands. For example, a desktop that is being deleted cannot be started.',
  controlHeld:
    '`holder` says who has control and until when. Wait until it is released or expires; a person may take over, an agent may not. Reading the screen stays possible.',
  idempotencyInFlight:
    'The first request with this key is still at work. Repeat after `Retry-After` seconds; the SDKs do.',
  execdOutdated:
    'The desktop runs software of an older image. Make a new desktop, or stop and start this one.',
  alreadyBound: 'Answered between the services of an installation, never by the public API.',
  preconditionFailed:
    'The resource changed since it was read. Read it again and repeat with its new tag.',
  payloadTooLarge: '`detail` names the limit in bytes. Send less, or send it in pieces.',
  unsupportedMediaType:
    'Send the media type that the operation names, in most cases `Content-Type: application/json`.',
  unprocessable: '`detail` and `errors` name the member and what to send instead.',
  coordinatesOffScreen:
    'Points are pixels from the top left and must lie on the screen: ask `getDisplay` for its size. Nothing of the batch was done. Scale points back if your model saw a smaller picture.',
  idempotencyKeyReused:
    'The same `Idempotency-Key` came with another path, query or body. Use one new key for each different request.',
  unknownTemplate: '`detail` lists the templates that exist. Leave `template` out for the default.',
  unknownSize: 'Ask `listSizes` for the names.',
  sizeUnavailable:
    'This installation has no machine that is large enough. `detail` names the sizes that fit.',
  unknownRegion: 'Ask `listRegions` for the names, or leave `region` out.',
  deadlineInvalid:
    'Give `timeoutSeconds` or `expiresAt`, not both; the time must lie in the future and within the limits that `detail` names.',
  invalidPath:
    'Paths are absolute and name a file or directory of the right kind. `detail` says what is wrong.',
  rateLimited: 'Wait `Retry-After` seconds.',
  limitReached:
    '`detail` names the limit and what is used. Delete what you no longer need and repeat after `Retry-After` seconds.',
  internal:
    'It is not your fault. Repeat with the same `Idempotency-Key`; if it stays, report the `requestId`.',
  notImplemented: 'The server knows the operation but cannot do it.',
  upstreamFailed:
    'The desktop broke off or answered something unreadable. Repeat with the same `Idempotency-Key`; if it stays, stop and start the desktop.',
  unavailable:
    'A part of the service is restarting. Repeat after `Retry-After` seconds; the SDKs do.',
  capacityUnavailable: 'No machine had room. Repeat later, or use a smaller size.',
  screenUnavailable:
    'The screen of the desktop is starting or restarting. Repeat after `Retry-After` seconds.',
  snapshotNotReady:
    '`currentState` says where the snapshot stands. Wait until it is `ready`; of one that failed or is being deleted nothing can be made.',
  networkUnsupported:
    'Name ranges of addresses (`allowCidrs`, `denyCidrs`) in place of domains, or ask the cluster for rules by name.',
  storageFull: 'Delete files in the desktop, or make a desktop of a larger size.',
};
