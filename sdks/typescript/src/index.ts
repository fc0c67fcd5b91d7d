export { Cyberdesk, Desktops, Keys, type CyberdeskOptions } from './client.ts';
export { Desktop, type ChangeOptions } from './desktop.ts';
export {
  ActionFailedError,
  APIError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  CyberdeskError,
  DesktopFailedError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
  type FieldError,
} from './errors.ts';
export { Files } from './files.ts';
export { Streams } from './streams.ts';
export type { WaitOptions } from './wait.ts';
export type { RequestOptions } from './generated/resources.gen.ts';
export type * from './generated/types.gen.ts';
