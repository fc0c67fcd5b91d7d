import type { IncomingMessage } from 'node:http';
import { problem, problems, type ProblemCode } from '@cyberdesk/generated/problems.gen';
import { PROBLEM_HEADER, type Problem } from '@cyberdesk/runtime';

const details: Partial<Record<ProblemCode, string>> = {
  portRefused: 'Nothing listens on this port of the desktop. Start a server on it first.',
  commandNotFound: 'The desktop has no such command. List its commands.',
};

/** What execd answered instead of opening a socket, as ours: it was asked in the caller's name. */
export const refusalOf = ({ headers, statusCode }: IncomingMessage): Problem => {
  const code = headers[PROBLEM_HEADER];
  const cause = new Error(`execd answered ${statusCode} ${String(code)}`);
  if (statusCode === 401 || !isCode(code))
    return problem('upstreamFailed', 'The desktop did not open the connection.', { cause });
  return problem(code, details[code] ?? `The desktop refused: ${problems[code].title}.`, { cause });
};

const isCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(problems, code);
