import { operations } from './contract.ts';
import { operationPath } from './operation-pages.ts';
import { fenced, meta, page, type GeneratedFile } from './page.ts';
import { advice, codesOf, isPublic, problems, type ProblemCode } from './problems.ts';

const codes = Object.keys(problems) as ProblemCode[];

/** The page that `type` of each problem names, and a list of all. */
export const problemPages = (): GeneratedFile[] => [
  { path: 'problems/meta.json', text: meta('Problems', ['index', ...codes]) },
  { path: 'problems/index.md', text: overview() },
  ...codes.map((code) => ({ path: `problems/${code}.md`, text: problemPage(code) })),
];

const overview = (): string => {
  const lines = codes.filter(isPublic).map((code) => {
    const { status, title } = problems[code];
    return `- \`${status}\` [\`${code}\`](/docs/problems/${code}): ${title}.`;
  });
  const introduction =
    'Every code that an error can carry, by status. `code` is stable, titles and details are for people; new codes may ' +
    'appear. How errors look and how the SDKs show them: [errors](/docs/concepts/errors).';
  return page('Problems', 'Every error code of the API.', `${introduction}\n\n${lines.join('\n')}`);
};

const exampleOf = (code: ProblemCode): string => {
  const { status, title } = problems[code];
  const example = {
    type: `https://cyberdesk.io/docs/problems/${code}`,
    title,
    status,
    detail: '…',
    code,
    requestId: 'req_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu',
  };
  return fenced('json', JSON.stringify(example, undefined, 2));
};

const problemPage = (code: ProblemCode): string => {
  const { status, title } = problems[code];
  const operationsWithIt = operations.filter((operation) => codesOf(operation).includes(code));
  const lines = operationsWithIt.map((each) => `- [${each.summary}](/docs/${operationPath(each)})`);
  const where = lines.length > 0 ? `## Operations\n\n${lines.join('\n')}` : '';
  const whose = isPublic(code)
    ? ''
    : 'No operation of the public API answers this at present; the code is kept in the contract.\n\n';
  return page(
    code,
    `${title} (HTTP ${status}).`,
    `${whose}**HTTP ${status}**: ${title}.\n\n## What to do\n\n${advice[code]}\n\n## Example\n\n${exampleOf(code)}\n\n${where}`,
  );
};
