import { header, key, literal } from './literal.ts';
import type { Service } from './openapi.ts';

type Table = Record<string, { status: number; title: string }>;

export function problemTable(services: Service[]): Table {
  for (const { v30 } of services) {
    const table = v30.components?.schemas?.Problem?.['x-problems'];
    if (table) return table as Table;
  }
  return {};
}

/** `problems.gen.ts`: the contract's table of problems, so that no service writes a status or title itself. */
export function problemsFile(services: Service[]): string {
  const rows = Object.entries(problemTable(services)).map(
    ([code, row]) => `  ${key(code)}: ${literal(row)},\n`,
  );
  return `// ${header}
import { Problem, type ProblemDetails } from '@cyberdesk/runtime';

/** Every problem of the contract with its status and title. */
export const problems = {
${rows.join('')}} as const;

export type ProblemCode = keyof typeof problems;

/** A problem of the contract. \`detail\` says what happened this time and what to do about it. */
export function problem(code: ProblemCode, detail: string, options: ProblemDetails = {}): Problem {
  return new Problem({ ...options, ...problems[code], code, detail });
}
`;
}
