export { createClient, type CallOptions, type Client, type ClientOptions } from './client.ts';
export { EventQueue } from './event-queue.ts';
export { encodeEvent, encodeEvents } from './events.ts';
export {
  mount,
  PROBLEM_HEADER,
  type ForwardBody,
  type Mounted,
  type MountOptions,
  type RequestLog,
} from './mount.ts';
export type {
  BinaryBody,
  BinaryReply,
  Empty,
  Filled,
  Operation,
  ServerEvent,
  SocketRequest,
} from './operation.ts';
export {
  asProblem,
  builtInProblems,
  Problem,
  type FieldError,
  type ProblemDetails,
  type ProblemInit,
} from './problem.ts';
export { followEvents, readEvents, type ReceivedEvent } from './read-events.ts';
export { Reply, reply } from './reply.ts';
export { newRequestId } from './request-id.ts';
export { createPassing, type Passing, type PassOptions, writeProblem } from './pass.ts';
export type { PassedRequest } from './passed-request.ts';
export { tooLarge } from './body.ts';
export type {
  JsonSchema,
  Method,
  RawRequest,
  RequestContext,
  RequestInput,
  Route,
} from './route.ts';
export { createSocketServer, upgrade, type Upgrade } from './socket.ts';
