export { Cyberdesk, Keys, type CyberdeskOptions } from './client.ts';
export { Desktop, type ChangeOptions, type Deadline, type StartOptions } from './desktop.ts';
export { Desktops } from './desktops.ts';
export {
  ActionFailedError,
  APIError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  CyberdeskError,
  DesktopFailedError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
  type FieldError,
} from './errors.ts';
export { CommandHandle, type OutputCallbacks, type OutputOptions } from './command-handle.ts';
export { Commands, type RunOptions, type StartCommandOptions } from './commands.ts';
export { Control } from './control.ts';
export { Events, type EventsOptions } from './events.ts';
export {
  Files,
  type ReadOptions,
  type SearchOptions,
  type TransferOptions,
  type WriteOptions,
} from './files.ts';
export { Previews, Viewers } from './previews.ts';
export { Accessibility, Applications, BrowserConnections, Clipboard } from './programs.ts';
export { Recordings } from './recordings.ts';
export type { Screenshot, ScreenshotParams, SeenScreen } from './screenshot.ts';
export type { ServerEvent } from './sse.ts';
export { Streams } from './streams.ts';
export { Timeline } from './timeline.ts';
export { Windows } from './windows.ts';
export type { WaitOptions } from './wait.ts';
export type { RequestOptions } from './generated/resources.gen.ts';
/** A desktop as the API sends it; `Desktop` is the same with its methods. */
export type { Desktop as DesktopData } from './generated/types.gen.ts';
export type * from './generated/types.gen.ts';
