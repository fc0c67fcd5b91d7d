import ts from 'typescript';
import { fenced, page, type GeneratedFile } from './page.ts';
import { source } from './sources.ts';

const FOLDER = 'sdks/typescript/src';
/** Modules in the order of the page; their exported classes and interfaces are the public surface. */
const MODULES = [
  'client',
  'desktops',
  'desktop',
  'files',
  'streams',
  'control',
  'events',
  'wait',
  'screenshot',
  'errors',
];
const printer = ts.createPrinter({ removeComments: true });

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, source(file), ts.ScriptTarget.Latest, true);

const docOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((each) => (typeof each.comment === 'string' ? each.comment : ''))
    .join('\n')
    .trim();

/** Names that the package exports. */
const exportedNames = (): Set<string> => {
  const names = new Set<string>();
  for (const statement of parse(`${FOLDER}/index.ts`).statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause) continue;
    if (ts.isNamedExports(statement.exportClause))
      for (const { name } of statement.exportClause.elements) names.add(name.text);
  }
  return names;
};

const isShown = (member: ts.ClassElement | ts.TypeElement): boolean => {
  const name = member.name;
  if (!name || ts.isPrivateIdentifier(name)) return false;
  return docOf(member) !== '' && !/\bprivate\b/.test(member.getText().slice(0, 20));
};

/** The declaration without its body. */
const signature = (member: ts.Node, file: ts.SourceFile): string => {
  const text = printer.printNode(ts.EmitHint.Unspecified, withoutBody(member), file);
  return text
    .replaceAll(/^(readonly |async )+/g, '')
    .replace(/\s*\{\s*\}$/, ';')
    .replace(/^get (\w+)\(\)/, '$1');
};

const withoutBody = (member: ts.Node): ts.Node => {
  const { factory } = ts;
  if (ts.isMethodDeclaration(member))
    return factory.createMethodSignature(
      undefined,
      member.name,
      member.questionToken,
      member.typeParameters,
      // A default value says more than a question mark.
      member.parameters,
      member.type,
    );
  if (ts.isGetAccessorDeclaration(member))
    return factory.createPropertySignature(undefined, member.name, undefined, member.type);
  if (ts.isPropertyDeclaration(member))
    return factory.createPropertySignature(
      undefined,
      member.name,
      member.questionToken,
      member.type,
    );
  return member;
};

const titleOf = (member: ts.ClassElement | ts.TypeElement, file: ts.SourceFile): string =>
  member.name?.getText(file).replaceAll(/[[\]]/g, '') ?? '';

const memberText = (member: ts.ClassElement | ts.TypeElement, file: ts.SourceFile): string =>
  `### ${titleOf(member, file)}\n\n${fenced('ts', signature(member, file))}\n\n${docOf(member)}`;

const constructorText = (node: ts.ClassDeclaration, file: ts.SourceFile): string => {
  const found = node.members.find(ts.isConstructorDeclaration);
  const parameters = found?.parameters.map((each) => each.getText(file)).join(', ') ?? '';
  return /options: CyberdeskOptions/.test(parameters)
    ? fenced('ts', `new ${node.name?.text}(${parameters})`)
    : '';
};

const classText = (node: ts.ClassDeclaration, file: ts.SourceFile): string =>
  [
    `## ${node.name?.text}`,
    docOf(node),
    constructorText(node, file),
    ...node.members.filter(isShown).map((member) => memberText(member, file)),
  ]
    .filter(Boolean)
    .join('\n\n');

const interfaceText = (node: ts.InterfaceDeclaration, file: ts.SourceFile): string => {
  const lines = node.members.map((member) => {
    const doc = docOf(member);
    return `- \`${member.getText(file).replace(/;$/, '')}\`${doc ? `: ${doc}` : ''}`;
  });
  return `## ${node.name.text}\n\n${docOf(node)}\n\n${lines.join('\n')}`;
};

const moduleText = (name: string, exported: Set<string>): string[] => {
  const file = parse(`${FOLDER}/${name}.ts`);
  return file.statements.flatMap((node) => {
    if (ts.isClassDeclaration(node) && exported.has(node.name?.text ?? ''))
      return [classText(node, file)];
    if (ts.isInterfaceDeclaration(node) && exported.has(node.name.text))
      return [interfaceText(node, file)];
    return [];
  });
};

/** Reference of the TypeScript SDK, from its sources. */
export const typescriptPages = (): GeneratedFile[] => {
  const exported = exportedNames();
  const introduction =
    'From the sources of `cyberdesk` for npm. `client.resources` has each operation of the [API reference](/docs/api) by ' +
    'the name that its page tells. The last argument of each call takes `signal`, `timeoutMs`, `maxRetries`, ' +
    '`idempotencyKey` and `headers`.';
  const text = [introduction, ...MODULES.flatMap((name) => moduleText(name, exported))].join(
    '\n\n',
  );
  return [
    {
      path: 'sdks/typescript.md',
      text: page('TypeScript SDK', 'Classes and methods of cyberdesk for npm.', text),
    },
  ];
};
